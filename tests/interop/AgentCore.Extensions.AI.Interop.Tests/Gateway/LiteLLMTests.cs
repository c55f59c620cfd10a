using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using OpenAIGateway.Tests;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>
/// A LiteLLM Proxy's configuration and calls, as its guide for AgentCore has them; only address and key are others, and a master key is there.
/// The agents are behind a data plane that checks signatures.
/// </summary>
public sealed partial class LiteLLMTests : IAsyncLifetime
{
    private const string Configuration = """
        model_list:
          - model_name: agentcore-runtime-1
            litellm_params:
              model: bedrock/agentcore/arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my-agent-runtime
              aws_access_key_id: os.environ/AWS_ACCESS_KEY_ID
              aws_secret_access_key: os.environ/AWS_SECRET_ACCESS_KEY
              aws_region_name: us-west-2

          - model_name: agentcore-runtime-2
            litellm_params:
              model: bedrock/agentcore/arn:aws:bedrock-agentcore:us-east-1:987654321098:runtime/production-runtime
              aws_access_key_id: os.environ/AWS_ACCESS_KEY_ID
              aws_secret_access_key: os.environ/AWS_SECRET_ACCESS_KEY
              aws_region_name: us-east-1

          - model_name: agentcore-runtime-prod
            litellm_params:
              model: bedrock/agentcore/arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my-agent-runtime
              aws_access_key_id: os.environ/AWS_ACCESS_KEY_ID
              aws_secret_access_key: os.environ/AWS_SECRET_ACCESS_KEY
              aws_region_name: us-west-2
              qualifier: production

        general_settings:
          master_key: os.environ/LITELLM_API_KEY
        """;

    private const string Key = "sk-0123456789abcdef0123456789abcdef";

    private FakeAgentRuntime? _dataPlane;
    private GatewayProcess? _gateway;
    private string _address = "";

    public async Task InitializeAsync()
    {
        _dataPlane = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.StreamAsync(
            "text/event-stream", "data: \"Cloud \"\n\n", "data: \"computing.\"\n\n"));
        using TemporaryFile file = new("config.yaml", Configuration);
        _gateway = GatewayProcess.Start(
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                ["AWS_ENDPOINT_URL_BEDROCK_AGENTCORE"] = _dataPlane.Address.ToString(),
                ["LITELLM_API_KEY"] = Key,
            },
            "--config", file.Path, "--urls", "http://127.0.0.1:0");
        _address = AddressPattern().Match(await _gateway.WaitForLogAsync("Listening at")).Groups[1].Value;
    }

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _dataPlane!.DisposeAsync();
    }

    [Fact]
    public async Task The_guides_curl_calls_work()
    {
        string answer = await Shell.RunAsync($$"""
            curl -s {{_address}}/v1/chat/completions \
              -H "Content-Type: application/json" \
              -H "Authorization: Bearer $LITELLM_API_KEY" \
              -d '{
                "model": "agentcore-runtime-1",
                "messages": [
                  {
                    "role": "user",
                    "content": "Summarize the main benefits of cloud computing"
                  }
                ]
              }'
            """, ("LITELLM_API_KEY", Key));
        JsonDocument.Parse(answer).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().Should().Be("Cloud computing.");

        string stream = await Shell.RunAsync($$"""
            curl -s {{_address}}/v1/chat/completions \
              -H "Content-Type: application/json" \
              -H "Authorization: Bearer $LITELLM_API_KEY" \
              -d '{
                "model": "agentcore-runtime-2",
                "messages": [
                  {
                    "role": "user",
                    "content": "Explain the differences between SQL and NoSQL databases"
                  }
                ],
                "stream": true
              }'
            """, ("LITELLM_API_KEY", Key));
        stream.Should().Contain("\"content\":\"computing.\"").And.EndWith("data: [DONE]\n\n");

        _dataPlane!.Requests.Select(request => request.Target).Should().Equal(
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy-agent-runtime/invocations",
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-east-1%3A987654321098%3Aruntime%2Fproduction-runtime/invocations");
        _dataPlane.Requests[0].BodyText.Should().Be("""{"prompt":"Summarize the main benefits of cloud computing"}""");
    }

    [Theory]
    [InlineData("openai", "agentcore-runtime-1", false)]
    [InlineData("openai-7", "agentcore-runtime-2", true)]
    public async Task The_guides_sdk_calls_work_with_the_address_alone_as_base(string version, string model, bool stream)
    {
        JsonObject request = new()
        {
            ["model"] = model,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "What are best practices for API design?" }),
        };
        await using NpmClient client = NpmClient.Start(version, new Uri(_address), Key, request);

        string answer = string.Concat((await client.ReadAllAsync()).Select(line =>
            (string?)line["completion"]?["choices"]![0]!["message"]!["content"] ?? (string?)line["chunk"]?["choices"]![0]!["delta"]!["content"]));
        answer.Should().Be("Cloud computing.");
    }

    [Fact]
    public async Task The_configured_qualifier_is_called()
    {
        await Shell.RunAsync($$"""
            curl -sf {{_address}}/v1/chat/completions -H "Content-Type: application/json" -H "Authorization: Bearer {{Key}}" \
              -d '{"model": "agentcore-runtime-prod", "messages": [{"role": "user", "content": "Hi"}]}'
            """);

        _dataPlane!.Requests.Should().ContainSingle().Which.Target.Should().EndWith("/invocations?qualifier=production");
    }

    [GeneratedRegex(@"Listening at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex AddressPattern();
}
