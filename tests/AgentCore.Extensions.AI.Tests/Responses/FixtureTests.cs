using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Every recorded answer gives its caller what its description says: over a socket, streamed and not.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string, bool> Fixtures
    {
        get
        {
            TheoryData<string, bool> data = [];
            foreach (Fixture fixture in Fixture.All)
            {
                data.Add(fixture.Name, false);
                data.Add(fixture.Name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task A_caller_gets_what_the_agent_said(string name, bool streamed)
    {
        Fixture fixture = Fixture.Named(name);
        await using ReplayServer server = new(fixture);
        using AgentCoreChatClient client = Client(fixture, server);

        Answer answer = await Answer.OfAsync(client, streamed);

        answer.ShouldBeAsDescribed(fixture);
    }

    private static AgentCoreChatClient Client(Fixture fixture, ReplayServer server)
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = server.Address };
        options.Retry.MaxAttempts = 1;
        if (fixture.IsOfService)
        {
            options.AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
            options.ServiceUrl = server.Address;
            options.AWSCredentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        }

        return new AgentCoreChatClient(options);
    }
}
