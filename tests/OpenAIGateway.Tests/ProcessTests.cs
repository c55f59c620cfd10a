using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace OpenAIGateway.Tests;

/// <summary>The gateway as a process: what it prints, logs and reports, and how it ends.</summary>
public sealed partial class ProcessTests
{
    private const string Key = "sk-verysecret-key";

    [Fact]
    public async Task Without_configuration_it_serves_agents_of_its_own_with_the_key_that_it_prints()
    {
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--urls", "http://127.0.0.1:0");
        string output = await gateway.WaitForOutputAsync("Ctrl+C stops it.");

        output.Should().Contain("made up for this run");
        string address = AddressPattern().Match(output).Groups[1].Value;
        using HttpClient http = new();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyPattern().Match(output).Groups[1].Value);
        (await AnswerOf(http, address, "local-agent")).Should().Contain("6 x 7 is 42.");
        (await AnswerOf(http, address, "local-tools")).Should().Contain("tools");
        await gateway.SignalAsync("TERM");
        (await gateway.WaitForExitAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_well(string signal)
    {
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--urls", "http://127.0.0.1:0");
        await gateway.WaitForOutputAsync("Ctrl+C stops it.");

        await gateway.SignalAsync(signal);

        (await gateway.WaitForExitAsync()).Should().Be(0);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_cut_when_the_time_for_it_is_over()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"one\"\n\n");
            await call.StallAsync();
        });
        using TemporaryFile file = Configuration(agent, """ "Limits": { "ShutdownTime": "00:00:01" }, """);
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--config", file.Path, "--urls", "http://127.0.0.1:0");
        string address = LoggedAddressPattern().Match(await gateway.WaitForLogAsync("Listening at")).Groups[1].Value;
        using HttpClient http = new();
        using HttpResponseMessage response = await PostAsync(http, address, Key, stream: true);

        await gateway.SignalAsync("TERM");

        (await gateway.WaitForExitAsync()).Should().Be(0);
        await agent.Requests.Single().ClientLeft.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_bad_configuration_ends_it_with_2_before_it_listens()
    {
        using TcpListener probe = new(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        int port = ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
        using TemporaryFile file = new("config.yaml", "model_list: []\n");

        // The port is taken: had the gateway tried to listen, it would say so, and end with 1.
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--config", file.Path, "--urls", $"http://127.0.0.1:{port}");

        (await gateway.WaitForExitAsync()).Should().Be(2);
        gateway.Log.Should().Contain("There is no API key");
    }

    [Fact]
    public async Task An_address_that_is_taken_is_told_with_what_to_do()
    {
        using TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        string address = $"http://127.0.0.1:{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}";

        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--urls", address);

        (await gateway.WaitForExitAsync()).Should().Be(1);
        gateway.Log.Should().Contain("--urls");
    }

    [Theory]
    [InlineData("nonsense", 2)]
    [InlineData("http://192.0.2.1:4000", 1)]
    public async Task An_address_where_it_can_not_listen_is_told_with_what_to_do(string address, int exitCode)
    {
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), "--urls", address);

        (await gateway.WaitForExitAsync()).Should().Be(exitCode);
        gateway.Log.Should().Contain("such as").And.Contain("http://127.0.0.1:400").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("--confg", "x")]
    [InlineData("--config")]
    [InlineData("x")]
    public async Task An_argument_that_means_nothing_is_answered_with_the_usage(params string[] arguments)
    {
        await using GatewayProcess gateway = GatewayProcess.Start(new Dictionary<string, string>(), arguments);

        (await gateway.WaitForExitAsync()).Should().Be(2);
        gateway.Log.Should().StartWith("Usage:");
    }

    [Fact]
    public async Task What_it_logs_names_the_call_but_holds_no_text_no_key_and_no_id()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"result":"verysecret answer"}"""));
        (string log, string session) = await CallAsync(agent, new Dictionary<string, string>());

        JsonElement call = log.Split('\n').Where(line => line.Contains("CallLog", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement)
            .First(line => line.GetProperty("State").GetProperty("Status").GetInt32() == 200).GetProperty("State");
        call.GetProperty("Route").GetString().Should().Be("/v1/chat/completions");
        call.GetProperty("KeyName").GetString().Should().Be("team-a");
        call.GetProperty("SessionHash").GetString().Should().HaveLength(12);
        call.GetProperty("RequestId").GetString().Should().NotBeNullOrEmpty();
        log.Should().NotContain("verysecret").And.NotContain(session);
        log.Should().Contain("\"Status\":401");
    }

    [Fact]
    public async Task Traces_and_metrics_go_to_the_otlp_endpoint_that_the_environment_names()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"result":"verysecret answer"}"""));
        await using FakeAgentRuntime collector = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("", "application/x-protobuf"));

        await CallAsync(agent, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });

        collector.Requests.Select(request => request.Target).Distinct().Should().BeEquivalentTo("/v1/traces", "/v1/metrics", "/v1/logs");
        string traces = string.Concat(collector.Requests.Where(request => request.Target == "/v1/traces").Select(request => request.BodyText));
        traces.Should().Contain("POST /v1/chat/completions").And.Contain("gen_ai").And.Contain("openai-gateway");
        string.Concat(collector.Requests.Select(request => request.BodyText)).Should().NotContain("verysecret");
    }

    /// <summary>One good call, one with a bad key, and the end.</summary>
    private static async Task<(string Log, string Session)> CallAsync(FakeAgentRuntime agent, Dictionary<string, string> environment)
    {
        using TemporaryFile file = Configuration(agent);
        await using GatewayProcess gateway = GatewayProcess.Start(environment, "--config", file.Path, "--urls", "http://127.0.0.1:0");
        await gateway.WaitForLogAsync("Listening at");
        string address = LoggedAddressPattern().Match(gateway.Log).Groups[1].Value;
        using HttpClient http = new();
        using HttpResponseMessage refused = await PostAsync(http, address, "sk-verysecret-wrong");
        using HttpResponseMessage response = await PostAsync(http, address, Key);
        response.EnsureSuccessStatusCode();
        await gateway.SignalAsync("TERM");
        (await gateway.WaitForExitAsync()).Should().Be(0);
        return (gateway.Log, response.Headers.GetValues("x-agentcore-session-id").Single());
    }

    private static TemporaryFile Configuration(FakeAgentRuntime agent, string more = "") => new("gateway.json", $$"""
        {
          "Gateway": {
            {{more}}
            "Models": { "agent": { "Agent": { "AgentRuntimeArn": "{{agent.Address}}" } } },
            "Keys": { "team-a": { "Sha256": "{{Hash(Key)}}" } }
          }
        }
        """);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string address, string key, bool stream = false)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"{address}/v1/chat/completions")
        {
            Content = JsonContent.Create(new
            {
                model = "agent",
                stream,
                user = "verysecret-user",
                metadata = new { note = "verysecret" },
                runtimeSessionId = "verysecret-session-of-more-than-33-characters",
                messages = new[] { new { role = "user", content = "verysecret question" } },
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<string?> AnswerOf(HttpClient http, string address, string model)
    {
        HttpResponseMessage response = await http.PostAsJsonAsync(
            $"{address}/v1/chat/completions", new { model, messages = new[] { new { role = "user", content = "What is 6 x 7?" } } });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();
    }

    private static string Hash(string key) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    [GeneratedRegex(@"listens at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"The API key is (\S+)")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"Listening at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex LoggedAddressPattern();
}
