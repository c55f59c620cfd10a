using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Which runtime is called, read from what the user named: an ARN, a bare id or name, or a container's address.</summary>
internal sealed partial record AgentRuntimeAddress
{
    private const string Example = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";

    private AgentRuntimeAddress()
    {
    }

    /// <summary>Gets what goes into the request's path: the runtime's ARN, id or name; <see langword="null"/> for a container's address.</summary>
    public string? Runtime { get; private init; }

    /// <summary>Gets the account to send with a bare id.</summary>
    public string? AccountId { get; private init; }

    /// <summary>Gets the region that an ARN names.</summary>
    public string? Region { get; private init; }

    /// <summary>Gets the qualifier that an endpoint's ARN names.</summary>
    public string? Qualifier { get; private init; }

    /// <summary>Gets where a container takes invocations; <see langword="null"/> for a runtime of the service.</summary>
    public Uri? Container { get; private init; }

    /// <summary>Gets whether a container is called directly.</summary>
    [MemberNotNullWhen(true, nameof(Container))]
    [MemberNotNullWhen(false, nameof(Runtime))]
    public bool IsContainer => Container is not null;

    /// <summary>
    /// Whether a model name is meant as a route to a runtime: an ARN of the service, or any ARN behind one of the prefixes. Other names are models,
    /// the ARNs of Bedrock's models and inference profiles among them.
    /// </summary>
    public static bool IsRoute(string modelId)
    {
        const string Scheme = "arn:";
        string runtime = WithoutPrefix(modelId);
        if (!runtime.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        int endOfPartition = runtime.IndexOf(':', Scheme.Length);
        return runtime.Length != modelId.Length
            || (endOfPartition >= 0 && runtime.AsSpan(endOfPartition + 1).StartsWith("bedrock-agentcore:", StringComparison.Ordinal));
    }

    /// <summary>Reads what the user named.</summary>
    /// <param name="value">The ARN, id, name or address.</param>
    /// <param name="accountId">The account that the user named beside it.</param>
    /// <param name="endpointOverridden">Whether calls go to an endpoint other than AWS's, where any name may be good. Asked for bare names only, since finding out reads AWS's configuration.</param>
    /// <param name="paramName">Whom to blame.</param>
    /// <exception cref="ArgumentException">It is none of these forms.</exception>
    public static AgentRuntimeAddress Parse(string value, string? accountId, Func<bool> endpointOverridden, string paramName)
    {
        if (accountId is not null && FindAccountFault(accountId) is { } accountFault)
        {
            throw new ArgumentException(accountFault, nameof(AgentRuntimeRequest.AccountId));
        }

        string runtime = WithoutPrefix(value);
        if (runtime.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || runtime.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return new AgentRuntimeAddress { Container = ParseContainer(runtime, paramName) };
        }

        if (runtime.StartsWith("arn:", StringComparison.Ordinal))
        {
            return ParseArn(runtime, accountId, paramName);
        }

        if (!NamePattern().IsMatch(runtime))
        {
            throw new ArgumentException(
                $"'{value}' names no agent runtime. Give the ARN of one, such as {Example}, or the http address of a container, such as http://localhost:8080.",
                paramName);
        }

        if (accountId is null && !endpointOverridden())
        {
            throw new ArgumentException(
                $"'{value}' is the bare id of a runtime, which needs AccountId (and Region) beside it. Or give the whole ARN, such as {Example}.",
                paramName);
        }

        return new AgentRuntimeAddress { Runtime = runtime, AccountId = accountId };
    }

    /// <summary>Says what is wrong with a region's name, or <see langword="null"/> where nothing is.</summary>
    public static string? FindRegionFault(string region) => RegionPattern().IsMatch(region)
        ? null
        : $"'{region}' is not the name of an AWS region, such as us-west-2.";

    /// <summary>Says what is wrong with an account's id, or <see langword="null"/> where nothing is.</summary>
    public static string? FindAccountFault(string accountId) => AccountPattern().IsMatch(accountId)
        ? null
        : $"The account id '{accountId}' is malformed: it has 12 digits, such as 123456789012.";

    private static string WithoutPrefix(string value)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["bedrock/agentcore/", "agentcore/"])
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
            {
                return value[prefix.Length..];
            }
        }

        return value;
    }

    private static AgentRuntimeAddress ParseArn(string arn, string? accountId, string paramName)
    {
        string[] parts = arn.Split(':', 6);
        string? fault =
            parts.Length < 6 ? "it has fewer than six parts"
            : !PartitionPattern().IsMatch(parts[1]) ? $"'{parts[1]}' is not an AWS partition (aws, aws-cn, aws-us-gov)"
            : parts[2] != "bedrock-agentcore" ? $"it belongs to the service '{parts[2]}', not to bedrock-agentcore"
            : FindRegionFault(parts[3]) is not null ? $"'{parts[3]}' is not the name of a region, such as us-west-2"
            : !AccountPattern().IsMatch(parts[4]) ? $"'{parts[4]}' is not an account id of 12 digits"
            : null;
        Match resource = fault is null ? ResourcePattern().Match(parts[5]) : Match.Empty;
        fault ??= resource.Success ? null : $"'{parts[5]}' is neither runtime/ID nor runtime/ID/runtime-endpoint/NAME";
        if (fault is null && accountId is not null && accountId != parts[4])
        {
            fault = $"its account is {parts[4]}, but AccountId says {accountId}";
        }

        if (fault is not null)
        {
            throw new ArgumentException($"The ARN '{arn}' names no agent runtime: {fault}. A right one: {Example}", paramName);
        }

        Group endpoint = resource.Groups["endpoint"];
        return new AgentRuntimeAddress
        {
            Runtime = endpoint.Success ? arn[..arn.IndexOf("/runtime-endpoint/", StringComparison.Ordinal)] : arn,
            Region = parts[3],
            Qualifier = endpoint.Success ? endpoint.Value : null,
        };
    }

    private static Uri ParseContainer(string address, string paramName)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"'{address}' is not the address of a container: scheme, host, port and path only, such as http://localhost:8080.", paramName);
        }

        return uri.AbsolutePath.TrimEnd('/').EndsWith("/invocations", StringComparison.Ordinal)
            ? uri
            : new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/invocations");
    }

    [GeneratedRegex(@"^aws(-[a-z]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PartitionPattern();

    [GeneratedRegex(@"^[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionPattern();

    [GeneratedRegex(@"^[0-9]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^runtime/[A-Za-z0-9][A-Za-z0-9_-]{0,127}(/runtime-endpoint/(?<endpoint>[A-Za-z0-9][A-Za-z0-9_-]{0,127}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ResourcePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
