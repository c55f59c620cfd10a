using System.Text.RegularExpressions;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI;

/// <summary>Finds what is wrong with options, for the constructors and for the container's validation alike.</summary>
internal static partial class OptionsFaults
{
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(15);

    /// <summary>Finds all faults, each a sentence or two that begins with the option's name.</summary>
    /// <param name="options">The options.</param>
    /// <param name="anyName">Whether a runtime may have any name, since calls go to an endpoint other than AWS's. Asked for bare names only.</param>
    public static List<string> Find(AgentCoreChatClientOptions options, Func<bool> anyName)
    {
        List<string> faults = [];
        CheckRuntime(options, anyName, faults);
        CheckEndpoint(options, faults);
        CheckCredentials(options, faults);
        CheckPayload(options.Payload, faults);
        CheckLimits(options.Limits, faults);
        CheckRetry(options.Retry, faults);
        CheckTimes(options, faults);
        CheckEnum(options.History, nameof(options.History), faults);
        CheckEnum(options.UnsupportedOptions, nameof(options.UnsupportedOptions), faults);
        return faults;
    }

    /// <exception cref="ArgumentException">Something is wrong with the options.</exception>
    public static void ThrowIfAny(AgentCoreChatClientOptions options, Func<bool> anyName, string paramName)
    {
        List<string> faults = Find(options, anyName);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), paramName);
        }
    }

    private static void CheckRuntime(AgentCoreChatClientOptions options, Func<bool> anyName, List<string> faults)
    {
        // A malformed account is told under its own name.
        if (options.AgentRuntimeArn is { } arn && (options.AccountId is null || AgentRuntimeAddress.FindAccountFault(options.AccountId) is null))
        {
            Try(() =>
            {
                var address = AgentRuntimeAddress.Parse(arn, AgentRuntimeAddress.IsRoute(arn) ? null : options.AccountId, anyName, nameof(options.AgentRuntimeArn));
                if (address.Qualifier is { } qualifier && options.Qualifier is { } other && qualifier != other)
                {
                    throw new ArgumentException($"The endpoint ARN names the qualifier '{qualifier}', but Qualifier is '{other}'. Give one of them.");
                }
            }, nameof(options.AgentRuntimeArn), faults);
        }

        if (options.AccountId is { } account && AgentRuntimeAddress.FindAccountFault(account) is { } accountFault)
        {
            faults.Add($"{nameof(options.AccountId)}: {accountFault}");
        }

        if (options.Qualifier is { } value)
        {
            Try(() => RequestBounds.CheckQualifier(value, nameof(options.Qualifier)), nameof(options.Qualifier), faults);
        }

        if (options.Region is { } region && AgentRuntimeAddress.FindRegionFault(region) is { } fault)
        {
            faults.Add($"{nameof(options.Region)}: {fault}");
        }
    }

    private static void CheckEndpoint(AgentCoreChatClientOptions options, List<string> faults)
    {
        if (options.ServiceUrl is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)))
        {
            faults.Add($"{nameof(options.ServiceUrl)}: '{url}' is no http(s) address, such as https://vpce-0123.bedrock-agentcore.us-west-2.vpce.amazonaws.com.");
        }
    }

    private static void CheckCredentials(AgentCoreChatClientOptions options, List<string> faults)
    {
        const string Name = nameof(AgentCoreChatClientOptions.Credentials);
        AgentCoreCredentialOptions credentials = options.Credentials;
        if (options.BearerTokenProvider is not null && (options.AWSCredentials is not null || !credentials.IsEmpty))
        {
            faults.Add($"{nameof(options.BearerTokenProvider)} and AWS credentials are both set: a runtime takes OAuth tokens or signatures, never both. Keep one of them.");
        }

        if (options.AWSCredentials is not null && !credentials.IsEmpty)
        {
            faults.Add($"{nameof(options.AWSCredentials)} and {Name} are both set. Keep one of them.");
        }

        if (credentials.AccessKeyId is null != credentials.SecretAccessKey is null)
        {
            faults.Add($"{Name}: {nameof(credentials.AccessKeyId)} and {nameof(credentials.SecretAccessKey)} go together; one of them is missing.");
        }

        if (credentials.AccessKeyId is not null && credentials.Profile is not null)
        {
            faults.Add($"{Name}: {nameof(credentials.AccessKeyId)} and {nameof(credentials.Profile)} are both set. Keep one of them.");
        }

        if (credentials.SessionToken is not null && credentials.AccessKeyId is null)
        {
            faults.Add($"{Name}: {nameof(credentials.SessionToken)} needs {nameof(credentials.AccessKeyId)} and {nameof(credentials.SecretAccessKey)}.");
        }

        CheckPattern(credentials.RoleArn, RoleArnPattern(), $"{Name}.{nameof(credentials.RoleArn)}", "the ARN of a role, such as arn:aws:iam::123456789012:role/agent-caller", faults);
        CheckPattern(credentials.RoleSessionName, RoleSessionNamePattern(), $"{Name}.{nameof(credentials.RoleSessionName)}", @"2 to 64 letters, digits or any of _+=,.@-", faults);
        CheckPattern(credentials.ExternalId, ExternalIdPattern(), $"{Name}.{nameof(credentials.ExternalId)}", @"2 to 1,224 letters, digits or any of _+=,.@:/-", faults);
        if (credentials.RoleArn is null && (credentials.RoleSessionName is not null || credentials.ExternalId is not null))
        {
            faults.Add($"{Name}: {nameof(credentials.RoleSessionName)} and {nameof(credentials.ExternalId)} need {nameof(credentials.RoleArn)}.");
        }

        if (credentials.ProfilesLocation is not null && credentials.Profile is null)
        {
            faults.Add($"{Name}: {nameof(credentials.ProfilesLocation)} needs {nameof(credentials.Profile)}.");
        }
    }

    private static void CheckPayload(AgentCorePayloadOptions payload, List<string> faults)
    {
        const string Name = nameof(AgentCoreChatClientOptions.Payload);
        CheckEnum(payload.Format, $"{Name}.{nameof(payload.Format)}", faults);
        if (payload.PropertyPath is { } path && (path.Split('.') is { Length: > 8 } || path.Split('.').Contains("")))
        {
            faults.Add($"{Name}.{nameof(payload.PropertyPath)}: '{path}' is no path of 1 to 8 names with dots between them, such as input.prompt.");
        }

        if (payload is { PropertyPath: not null, Format: AgentCorePayloadFormat.AGUI })
        {
            faults.Add($"{Name}.{nameof(payload.PropertyPath)}: the format {nameof(AgentCorePayloadFormat.AGUI)} has a place for its messages; leave the path unset.");
        }
    }

    private static void CheckLimits(AgentCoreResponseLimits limits, List<string> faults)
    {
        const string Name = nameof(AgentCoreChatClientOptions.Limits);
        CheckRange(limits.MaxEventBytes, 1024, int.MaxValue, $"{Name}.{nameof(limits.MaxEventBytes)}", faults);
        CheckRange(limits.MaxBodyBytes, 1024, int.MaxValue, $"{Name}.{nameof(limits.MaxBodyBytes)}", faults);
        CheckRange(limits.MaxJsonDepth, 8, 1000, $"{Name}.{nameof(limits.MaxJsonDepth)}", faults);
        CheckRange(limits.MaxOpenBlocks, 1, int.MaxValue, $"{Name}.{nameof(limits.MaxOpenBlocks)}", faults);
        CheckRange(limits.MaxToolCalls, 1, int.MaxValue, $"{Name}.{nameof(limits.MaxToolCalls)}", faults);
        CheckRange(limits.MaxToolArgumentLength, 1024, int.MaxValue, $"{Name}.{nameof(limits.MaxToolArgumentLength)}", faults);
        CheckRange(limits.MaxUnknownEventLength, 1024, int.MaxValue, $"{Name}.{nameof(limits.MaxUnknownEventLength)}", faults);
        CheckRange(limits.MaxBufferedBytes, 1024 * 1024, long.MaxValue, $"{Name}.{nameof(limits.MaxBufferedBytes)}", faults);
    }

    private static void CheckRetry(AgentCoreRetryOptions retry, List<string> faults)
    {
        const string Name = nameof(AgentCoreChatClientOptions.Retry);
        CheckRange(retry.MaxAttempts, 1, 10, $"{Name}.{nameof(retry.MaxAttempts)}", faults);
        CheckDelay(retry.BaseDelay, TimeSpan.FromMinutes(1), $"{Name}.{nameof(retry.BaseDelay)}", faults);
        CheckDelay(retry.MaxDelay, s_longestDelay, $"{Name}.{nameof(retry.MaxDelay)}", faults);
    }

    private static void CheckTimes(AgentCoreChatClientOptions options, List<string> faults)
    {
        CheckTime(options.ConnectTimeout, nameof(options.ConnectTimeout), faults);
        CheckTime(options.FirstByteTimeout, nameof(options.FirstByteTimeout), faults);
        CheckTime(options.IdleTimeout, nameof(options.IdleTimeout), faults);
        CheckTime(options.RunTimeout, nameof(options.RunTimeout), faults);
    }

    private static void CheckTime(TimeSpan value, string name, List<string> faults)
    {
        // More than 24 days is more than SocketsHttpHandler takes.
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value.TotalMilliseconds > int.MaxValue))
        {
            faults.Add($"{name}: {value} is out of range: more than zero and at most 24 days, or Timeout.InfiniteTimeSpan (-00:00:00.0010000).");
        }
    }

    private static void CheckDelay(TimeSpan value, TimeSpan longest, string name, List<string> faults)
    {
        if (value < TimeSpan.Zero || value > longest)
        {
            faults.Add($"{name}: {value} is out of range: {TimeSpan.Zero} to {longest}.");
        }
    }

    private static void CheckRange(long value, long least, long most, string name, List<string> faults)
    {
        if (value < least || value > most)
        {
            faults.Add($"{name}: {value} is out of range: {least} to {most}.");
        }
    }

    private static void CheckEnum<T>(T value, string name, List<string> faults)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            faults.Add($"{name}: '{value}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    private static void CheckPattern(string? value, Regex pattern, string name, string right, List<string> faults)
    {
        if (value is not null && !pattern.IsMatch(value))
        {
            faults.Add($"{name}: '{value}' is not {right}.");
        }
    }

    private static void Try(Action check, string name, List<string> faults)
    {
        try
        {
            check();
        }
        catch (ArgumentException exception)
        {
            // The parameter's name, which the framework puts behind the message, would repeat the option's.
            string message = exception.ParamName is null ? exception.Message : exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
            faults.Add($"{name}: {message}");
        }
    }

    // AWS's own bounds for AssumeRole.
    [GeneratedRegex(@"^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[\u0021-\u007E]{1,512}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleArnPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleSessionNamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalIdPattern();
}
