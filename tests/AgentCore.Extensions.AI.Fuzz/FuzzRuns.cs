using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>The ways in which a target is run.</summary>
internal static class FuzzRuns
{
    /// <summary>After so many findings the rest is more of the same.</summary>
    private const int MaxFindings = 10;

    /// <summary>How much of a finding is printed; its file has all of it.</summary>
    private const int MaxWords = 4_000;

    /// <summary>Runs what a fuzzer gives, until it ends; what is thrown is its crash.</summary>
    /// <param name="target">The target, which is made within the fuzzer's first run: only there does instrumented code find what it counts in.</param>
    public static int RunCoverage(Lazy<IFuzzTarget> target)
    {
        SharpFuzz.Fuzzer.Run(input =>
        {
            using MemoryStream bytes = new();
            input.CopyTo(bytes);
            target.Value.Run(bytes.ToArray());
        });
        return 0;
    }

    public static int WriteSeeds(IFuzzTarget target, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (byte[] seed in target.Seeds)
        {
            File.WriteAllBytes(Path.Combine(folder, NameOf(seed)), seed);
        }

        return 0;
    }

    /// <summary>Runs the seeds and then so many mutations of them: the same ones for the same numbers.</summary>
    public static int RunMutations(IFuzzTarget target, int runs, int seed)
    {
        Mutator mutator = new(target.Seeds, FuzzDictionary.Read(target.Name), seed);
        int findings = 0;
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] input in target.Seeds.Concat(Enumerable.Range(0, runs).Select(_ => mutator.Next())))
        {
            if (!Holds(target, input, out string? fault))
            {
                string file = $"finding-{target.Name}-{NameOf(input)}";
                File.WriteAllBytes(file, input);
                Console.WriteLine($"{file} ({input.Length} bytes): {fault}");
                if (input.Length <= 4_096)
                {
                    Console.WriteLine($"base64: {Convert.ToBase64String(input)}");
                }

                if (++findings == MaxFindings)
                {
                    break;
                }
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target.Name}: {target.Seeds.Count} seeds, {runs} mutations of seed {seed} in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s; {findings} findings."));
        return findings == 0 ? 0 : 1;
    }

    public static int RunFiles(IFuzzTarget target, IEnumerable<string> paths)
    {
        int findings = 0;
        foreach (string path in paths.SelectMany<string, string>(path => Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : [path]))
        {
            bool holds = Holds(target, File.ReadAllBytes(path), out string? fault);
            findings += holds ? 0 : 1;
            Console.WriteLine($"{path}: {fault ?? "all holds"}");
        }

        return findings == 0 ? 0 : 1;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it is, it is a finding.")]
    private static bool Holds(IFuzzTarget target, byte[] input, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            target.Run(input);
            fault = null;
            return true;
        }
        catch (Exception exception)
        {
            fault = exception.ToString();
            fault = fault.Length <= MaxWords ? fault : $"{fault[..MaxWords]}…";
            return false;
        }
    }

    private static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];
}
