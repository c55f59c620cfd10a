using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>An answer of the server. What differs from call to call is replaced in <see cref="Normalized"/>.</summary>
internal sealed record Answer(HttpStatusCode Status, string? ContentType, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Error => Json.GetProperty("error");

    public string? SessionId => Header("x-agentcore-session-id");

    public string? Ignored => Header("x-agentcore-ignored");

    public string Normalized => Regex.Replace(Regex.Replace(Body, "chatcmpl-[0-9a-f]{32}", "chatcmpl-1"), "\"created\":[0-9]{10}", "\"created\":1");

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.ToString(),
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads the pieces of one member from a stream's chunks.</summary>
    public IReadOnlyList<string> Deltas(string name) =>
    [
        .. Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement.GetProperty("choices"))
            .Where(choices => choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty(name, out _))
            .Select(choices => choices[0].GetProperty("delta").GetProperty(name).GetString()!),
    ];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public void ShouldBeError(int status, string type, string? code, string? param)
    {
        ((int)Status).Should().Be(status, Body);
        ContentType.Should().Be("application/json");
        Header("x-request-id").Should().MatchRegex("^req_[0-9a-f]{32}$");
        Json.EnumerateObject().Select(property => property.Name).Should().Equal("error");
        Error.EnumerateObject().Select(property => property.Name).Should().Equal("message", "type", "param", "code");
        Error.GetProperty("type").GetString().Should().Be(type);
        Error.GetProperty("code").GetString().Should().Be(code);
        Error.GetProperty("param").GetString().Should().Be(param);
        Error.GetProperty("message").GetString().Should().NotBeNullOrWhiteSpace();
    }
}
