using System.Text.Json;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>curl against the gateway's own agents.</summary>
public sealed class CurlTests(DemonstrationGateway gateway) : IClassFixture<DemonstrationGateway>
{
    [Fact]
    public async Task The_line_that_the_gateway_prints_works_when_pasted()
    {
        string answer = await Shell.RunAsync(gateway.CurlLine);

        JsonDocument.Parse(answer).RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().Should().Contain("6 x 7 is 42.");
    }

    [Fact]
    public async Task A_stream_is_lines_of_data_and_an_end()
    {
        string answer = await CurlAsync("""{"model":"local-agent","stream":true,"messages":[{"role":"user","content":"What is 6 x 7?"}]}""");

        string[] events = answer.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        events.Should().OnlyContain(item => item.StartsWith("data: ", StringComparison.Ordinal));
        events[^1].Should().Be("data: [DONE]");
        JsonDocument.Parse(events[0]["data: ".Length..]).RootElement.GetProperty("object").GetString().Should().Be("chat.completion.chunk");
    }

    [Fact]
    public async Task A_text_that_is_no_json_is_refused_in_openais_shape()
    {
        string answer = await CurlAsync("""{"model":"local-agent","messages":[""", "-w '\\n%{http_code} %{content_type}'");

        answer.Should().Contain("\"invalid_request_error\"").And.EndWith("\n400 application/json");
    }

    [Fact]
    public async Task A_tool_result_that_the_agent_never_asked_for_is_refused()
    {
        string answer = await CurlAsync("""
            {"model":"local-agent","messages":[{"role":"user","content":"Hi"},
              {"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"calculate","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"43"}]}
            """, "-w '\\n%{http_code}'");

        answer.Should().EndWith("\n400");
    }

    private Task<string> CurlAsync(string body, string more = "") => Shell.RunAsync(
        $"curl -sSN {gateway.Address}/chat/completions -H \"Authorization: Bearer $KEY\" -H 'Content-Type: application/json' -d \"$BODY\" {more}",
        ("KEY", gateway.Key), ("BODY", body));
}
