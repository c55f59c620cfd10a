using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.Transport;
using Amazon.Extensions.NETCore.Setup;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Validates each registration's options: when the host starts, and when a client is resolved.</summary>
internal sealed class AgentCoreChatClientOptionsValidator(IServiceProvider services) : IValidateOptions<AgentCoreChatClientOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentCoreChatClientOptions options)
    {
        List<string> faults = OptionsFaults.Find(
            options, () => options.HasOtherTransport || AgentRuntimeTransportFactory.IsEndpointOverridden(options, services.GetService<AWSOptions>()));
        if (string.IsNullOrEmpty(options.AgentRuntimeArn))
        {
            faults.Add(
                $"{nameof(options.AgentRuntimeArn)} is missing: give the ARN of a runtime, such as "
                + "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234, or the http address of a container.");
        }

        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => options.SectionPath is { } path
                ? InSection(path, fault)
                : $"{nameof(AgentCoreChatClientOptions)}: {fault}"));
    }

    /// <summary>A fault of options that were bound from configuration, with the place where it is put right.</summary>
    public static string InSection(string path, string fault) => $"{nameof(AgentCoreChatClientOptions)} from section '{path}': {fault}";
}
