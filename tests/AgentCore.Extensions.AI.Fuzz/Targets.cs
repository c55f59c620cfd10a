using AgentCore.Extensions.AI.Fuzz.Requests;
using AgentCore.Extensions.AI.Fuzz.Responses;
using AgentCore.Extensions.AI.Fuzz.Wire;

namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>The targets by their names.</summary>
internal static class Targets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> s_targets = new(StringComparer.Ordinal)
    {
        ["response"] = () => new ResponseTarget(),
        ["wire"] = () => new WireTarget(),
        ["request"] = () => new RequestTarget(),
    };

    public static IEnumerable<string> Names => s_targets.Keys;

    /// <summary>Finds what makes a target. Instrumented code can run only once the fuzzer is there, so it is not made yet.</summary>
    public static Lazy<IFuzzTarget>? Find(string name) => s_targets.TryGetValue(name, out Func<IFuzzTarget>? create) ? new Lazy<IFuzzTarget>(create) : null;
}
