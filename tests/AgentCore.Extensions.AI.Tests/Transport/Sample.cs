using System.Text;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>What most tests of transports start from.</summary>
internal static class Sample
{
    public const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    public const string Session = "ses-0123456789abcdef0123456789abcdef";

    public static AgentCoreChatClientOptions Options(FakeAgentRuntime? fake = null, string? sessionToken = null)
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Arn, ServiceUrl = fake?.Address.ToString() };
        options.Credentials.AccessKeyId = "AKIDEXAMPLE";
        options.Credentials.SecretAccessKey = Planted.SecretAccessKey;
        options.Credentials.SessionToken = sessionToken;
        return options;
    }

    public static AgentRuntimeRequest Request(string payload = """{"prompt":"hi"}""") =>
        new() { RuntimeSessionId = Session, Payload = Encoding.UTF8.GetBytes(payload) };

    public static RoutingTransport Transport(AgentCoreChatClientOptions options) =>
        AgentRuntimeTransportFactory.Create(options, awsOptions: null, containerCredentials: null, WatchedLogs.Instance);

    public static async Task<string> ReadAsync(this AgentRuntimeResponse response)
    {
        using StreamReader reader = new(response.Body);
        return await reader.ReadToEndAsync();
    }

    public static async Task<string> CallAsync(this RoutingTransport transport, AgentRuntimeRequest? request = null)
    {
        using AgentRuntimeResponse response = await transport.InvokeAsync(request ?? Request(), CancellationToken.None);
        return await response.ReadAsync();
    }

    public static async Task<AgentCoreException> FailAsync(this RoutingTransport transport, AgentRuntimeRequest? request = null) =>
        (await FluentActions.Awaiting(() => transport.CallAsync(request)).Should().ThrowAsync<AgentCoreException>()).Which;
}
