using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Amazon;
using Amazon.BedrockAgentCore;
using Amazon.Runtime;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

/// <summary>What most tests start from.</summary>
internal static class Sample
{
    public const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    public const string Session = "ses-0123456789abcdef0123456789abcdef";

    public static readonly ChatOptions InSession = new() { ConversationId = Session };

    /// <summary>AWS's client on its real pipeline, set up for agents, calling a data plane on this machine.</summary>
    public static AmazonBedrockAgentCoreClient Client(FakeAgentRuntime fake, Func<AmazonBedrockAgentCoreConfig, AmazonBedrockAgentCoreConfig>? configure = null) =>
        Client(fake.Address, configure);

    public static AmazonBedrockAgentCoreClient Client(Uri address, Func<AmazonBedrockAgentCoreConfig, AmazonBedrockAgentCoreConfig>? configure = null)
    {
        AmazonBedrockAgentCoreConfig config = new() { ServiceURL = address.ToString(), AuthenticationRegion = "us-west-2" };
        return new AmazonBedrockAgentCoreClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), (configure ?? (it => it.ForAgentRuntimes()))(config));
    }

    /// <summary>AWS's client as a region's own, which calls nobody.</summary>
    public static AmazonBedrockAgentCoreClient RegionalClient(string region = "us-west-2") =>
        new(new BasicAWSCredentials("a", "b"), new AmazonBedrockAgentCoreConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }.ForAgentRuntimes());

    /// <summary>The same, with pauses between tries that a test can wait for.</summary>
    public static IChatClient Agent(this IAmazonBedrockAgentCore client, Action<AgentCoreChatClientOptions>? configure = null) =>
        client.AsIChatClient(Arn, options =>
        {
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });

    public static async Task<AgentCoreException> FailAsync(this IChatClient agent, CancellationToken cancellationToken = default) =>
        (await FluentActions.Awaiting(() => agent.GetResponseAsync("hi", InSession, cancellationToken)).Should().ThrowAsync<AgentCoreException>()).Which;
}
