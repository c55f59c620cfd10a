using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace OpenAIGateway.Tests;

/// <summary>Health, addresses that don't exist, and the end.</summary>
public sealed class HostingTests
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/health/liveliness")]
    [InlineData("/health/readiness")]
    public async Task Health_is_told_to_everybody_and_no_agent_is_called(string path)
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("{}"));
        await using RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", "{}"));

        using HttpResponseMessage response = await gateway.GetAsync(path, key: null);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be("""{"status":"healthy"}""");
        agent.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("GET", "/v2/models", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("POST", "/v1/completions", 404)]
    [InlineData("GET", "/v1/chat/completions", 405)]
    [InlineData("GET", "/chat/completions", 405)]
    public async Task An_address_that_is_not_there_is_an_error_in_openais_shape(string method, string path, int status)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new Uri("http://127.0.0.1:1"), ("alice", "{}"));
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", "sk-alice");

        using HttpResponseMessage response = await gateway.Http.SendAsync(request);

        ((int)response.StatusCode).Should().Be(status);
        JsonElement error = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");
        error.GetProperty("type").GetString().Should().Be("invalid_request_error");
        error.GetProperty("message").GetString().Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Other_sites_scripts_get_no_permission_from_it()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(new Uri("http://127.0.0.1:1"), ("alice", "{}"));
        using HttpRequestMessage request = new(HttpMethod.Options, "/v1/chat/completions");
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using HttpResponseMessage response = await gateway.Http.SendAsync(request);

        response.Headers.Should().NotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_stream_that_is_under_way_comes_to_its_end_when_the_gateway_is_stopped()
    {
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"one \"\n\n");
            await goOn.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await call.WriteAsync("data: \"two\"\n\n");
        });
        RunningGateway gateway = await RunningGateway.StartAsync(agent.Address, ("alice", "{}"));
        using HttpResponseMessage response = await gateway.AskAsync("alice", stream: true);

        Task stopped = gateway.StopAsync();
        await Task.Delay(200);
        stopped.IsCompleted.Should().BeFalse();
        goOn.SetResult();

        (await response.Content.ReadAsStringAsync()).Should().Contain("\"two\"").And.EndWith("data: [DONE]\n\n");
        await stopped.WaitAsync(TimeSpan.FromMinutes(1));
        await gateway.DisposeAsync();
    }
}
