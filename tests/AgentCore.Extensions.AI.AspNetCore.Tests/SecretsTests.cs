using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Tests;

/// <summary>Whatever becomes of a call through the gateway, its logs tell neither keys nor what was said; <see cref="SecretWatch"/> looks at them, and at exceptions.</summary>
public sealed class SecretsTests
{
    private static readonly (string Name, Func<HttpContext, Task> Answer)[] s_agents =
    [
        ("answers", context => context.Response.WriteAsync("ok")),
        ("throttles", AgentFixture.Failing(429, "ThrottlingException")),
        ("failed", AgentFixture.Failing(424, "RuntimeClientError")),
        ("refuses", AgentFixture.Failing(403, "AccessDeniedException")),
        ("breaks off", async context =>
        {
            await context.Response.WriteAsync("Hel");
            await context.Response.Body.FlushAsync();
            context.Abort();
        }),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_call_brings_a_secret_into_the_logs(bool streamed)
    {
        foreach ((string name, Func<HttpContext, Task> answer) in s_agents)
        {
            await using AgentFixture agent = await AgentFixture.StartAsync(answer);
            await using Gateway gateway = await Gateway.StartAsync(agent.Client(), options => options.SessionSecrets.Add(OpenAISessionSecret.FromBase64(Planted.SessionSecret)));
            string session = (await CallAsync(gateway, Body(streamed))).SessionId ?? "one of its own";

            // The same session again, a body that breaks off, and parameters of the wrong kind.
            await CallAsync(gateway, Body(streamed), ("x-agentcore-session-id", session));
            await CallAsync(gateway, Body(streamed)[..^1]);
            await CallAsync(gateway, Body(streamed, $"\"temperature\":\"{Planted.Message}\","));

            gateway.Logs.All.Should().NotBeEmpty(name);
            Planted.All.Where(gateway.Logs.All.Contains).Should().BeEmpty(name);
            gateway.Logs.All.Should().NotContain(session, name);
        }

        OpenAISessionSecret.FromBase64(Planted.SessionSecret).ToString().Should().Be(typeof(OpenAISessionSecret).FullName);
    }

    private static string Body(bool streamed, string more = "") =>
        $$"""{"model":"agent",{{more}}"stream":{{(streamed ? "true" : "false")}},"user":"{{Planted.UserId}}","messages":[{"role":"user","content":"{{Planted.Message}}"}]}""";

    private static async Task<Answer> CallAsync(Gateway gateway, string body, params (string Name, string Value)[] headers)
    {
        try
        {
            return await gateway.PostAsync(body, [("Authorization", $"Bearer {Planted.ApiKey}"), .. headers]);
        }
        catch (HttpRequestException)
        {
            // The gateway breaks off what the agent has broken off.
            return new Answer(0, null, "", new Dictionary<string, string>());
        }
    }
}
