using OpenAIGateway.Configuration;

namespace OpenAIGateway.Tests.Configuration;

/// <summary>Our own configuration, in JSON and in the environment.</summary>
public sealed class JsonFileTests
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Fact]
    public void Everything_arrives()
    {
        GatewaySettings settings = Configured.By("gateway.json", $$"""
            {
              // A comment is allowed.
              "Gateway": {
                "Models": {
                  "support": {
                    "Agent": { "AgentRuntimeArn": "http://127.0.0.1:8080", "Retry": { "MaxAttempts": 5 }, "IdleTimeout": "00:02:00" },
                    "History": "Whole", "SessionPerCall": "Stop", "Qualifiers": ["production", "canary"], "S3Addresses": ["s3://bucket/"],
                    "SessionId": "a-session-of-more-than-33-characters", "RuntimeUserId": "user", "BearerToken": null
                  }
                },
                "Keys": {
                  "team-a": { "Sha256": "{{Hash}}", "Models": ["support"], "RequestsPerMinute": 60, "Streams": 5, "TrustSessionIds": true, "MayNameRuntimeUser": true }
                },
                "SessionSecrets": ["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="],
                "Requests": { "MaxRequestBodySize": 1048576, "EndUserHeader": "X-OpenWebUI-User-Id", "RefuseResentCalls": false },
                "Limits": { "Streams": 10, "UnauthenticatedPerMinute": 5, "ShutdownTime": "00:00:10" },
              }
            }
            """);

        ModelSettings model = settings.Models["support"];
        model.Agent.Retry.MaxAttempts.Should().Be(5);
        model.Agent.IdleTimeout.Should().Be(TimeSpan.FromMinutes(2));
        model.Qualifiers.Should().Equal("production", "canary");
        model.S3Addresses.Should().Equal("s3://bucket/");
        settings.Keys["team-a"].Should().BeEquivalentTo(new KeySettings
        {
            Sha256 = Hash,
            RequestsPerMinute = 60,
            Streams = 5,
            TrustSessionIds = true,
            MayNameRuntimeUser = true,
        }, options => options.Excluding(key => key.Models));
        settings.Keys["team-a"].Models.Should().Equal("support");
        settings.Requests.Should().BeEquivalentTo(new { MaxRequestBodySize = 1048576L, EndUserHeader = "X-OpenWebUI-User-Id", RefuseResentCalls = false });
        settings.Limits.Should().BeEquivalentTo(new { Streams = 10, UnauthenticatedPerMinute = 5, ShutdownTime = TimeSpan.FromSeconds(10) });
    }

    [Fact]
    public void The_environment_has_the_last_word_and_is_blamed_for_it()
    {
        Environment.SetEnvironmentVariable("Gateway__Keys__environment-test__Streams", "many");
        try
        {
            Configured.FaultOf("gateway.json", $$"""
                { "Gateway": { "Keys": { "environment-test": { "Sha256": "{{Hash}}", "Streams": 5 } } } }
                """).Should().Contain("the environment, Gateway__Keys__environment-test__Streams: 'many' can't be read. Give a whole number.");
        }
        finally
        {
            Environment.SetEnvironmentVariable("Gateway__Keys__environment-test__Streams", null);
        }
    }

    [Theory]
    [InlineData("""{ "Modells": {} }""", "line 1, Gateway:Modells: 'Modells' has no meaning here. The keys that have are: Models, Keys, SessionSecrets, Requests, Limits.")]
    [InlineData("""{ "Models": { "a": { "Agent": { "BearerTokenProvider": "x" } } } }""", "line 1, Gateway:Models:a:Agent:BearerTokenProvider: 'BearerTokenProvider' has no meaning here.")]
    [InlineData("""{ "Models": { "a": { "History": "all" } } }""", "line 1, Gateway:Models:a:History: 'all' can't be read. Give one of Delta, Whole.")]
    [InlineData("""{ "Models": { "a": { "History": 7 } } }""", "line 1, Gateway:Models:a:History: '7' can't be read. Give one of Delta, Whole.")]
    [InlineData("""{ "Models": { "a": "arn" } }""", "line 1, Gateway:Models:a: Here a section is needed, not a value.")]
    [InlineData("""{ "Keys": { "a": { "Sha256": {"b": 1} } } }""", "line 1, Gateway:Keys:a:Sha256: Here a value is needed, not a section. Give a text.")]
    [InlineData("""{ "Limits": { "ShutdownTime": "soon" } }""", "line 1, Gateway:Limits:ShutdownTime: 'soon' can't be read. Give a time such as 00:00:30.")]
    [InlineData("""{ "Requests": { "RefuseResentCalls": "perhaps" } }""", "line 1, Gateway:Requests:RefuseResentCalls: 'perhaps' can't be read. Give true or false.")]
    [InlineData("""{ "Requests": { "SessionSecrets": ["x"] } }""", "line 1, Gateway:Requests:SessionSecrets: 'SessionSecrets' has no meaning here.")]
    public void What_does_not_fit_is_told_with_its_place_and_what_would(string gateway, string fault) =>
        Configured.FaultOf("gateway.json", $$"""{ "Gateway": {{gateway}} }""").Should().Contain($"gateway.json, {fault}");

    [Theory]
    [InlineData("""{ }""", "Gateway: There is no API key, so that nobody could call.")]
    [InlineData("""{ }""", "Gateway: There is no model.")]
    [InlineData("""{ "Models": { "a": { "Qualifiers": ["x"] } } }""", "Gateway:Models:a: The model 'a' has no agent. Give its ARN")]
    [InlineData("""{ "Models": { "a": { "Name": "c" }, "b": { "Name": "c" } } }""", "Gateway:Models:b:Name: 'c' is the name of another model too.")]
    [InlineData("""{ "Models": { "a": { "SessionId": "short" } } }""", "Gateway:Models:a:SessionId: It is no session id. Give 33 to 256 letters")]
    [InlineData("""{ "Models": { "a": { "S3Addresses": ["https://bucket"] } } }""", "Gateway:Models:a:S3Addresses: 'https://bucket' is no address in S3.")]
    [InlineData("""{ "Keys": { "a": { "Streams": 1 } } }""", "Gateway:Keys:a: The key 'a' has no SHA-256. Give the 64 hexadecimal digits")]
    [InlineData("""{ "Keys": { "a": { "Sha256": "sk-verysecret" } } }""", "Gateway:Keys:a:Sha256: The key 'a' has no SHA-256.")]
    [InlineData($$"""{ "Keys": { "a": { "Sha256": "{{Hash}}" }, "b": { "Sha256": "{{Hash}}" } } }""", "Gateway:Keys:b:Sha256: Another name has the same key.")]
    [InlineData($$"""{ "Keys": { "a": { "Sha256": "{{Hash}}", "Models": ["x"] } } }""", "Gateway:Keys:a:Models: There is no model 'x'.")]
    [InlineData($$"""{ "Keys": { "a": { "Sha256": "{{Hash}}", "RequestsPerMinute": 0 } } }""", "Gateway:Keys:a:RequestsPerMinute: 0 is out of range. Give 1 to 1,000,000.")]
    [InlineData("""{ "SessionSecrets": ["verysecret"] }""", "Gateway:SessionSecrets:0: It is not 32 bytes in base64.")]
    [InlineData($$"""{ "Models": { "a": { "Agent": { "AgentRuntimeArn": "http://127.0.0.1:1", "Retry": { "MaxAttempts": 99 } } } }, "Keys": { "a": { "Sha256": "{{Hash}}" } } }""", "Gateway:Models:a:Agent:Retry:MaxAttempts: Retry.MaxAttempts: 99 is out of range: 1 to 10.")]
    [InlineData($$"""{ "Models": { "a": { "Agent": { "AgentRuntimeArn": "http://127.0.0.1:1" } } }, "Keys": { "a": { "Sha256": "{{Hash}}" } }, "Requests": { "MaxMessages": 0 } }""", "Gateway:Requests:MaxMessages: OpenAIChatCompletionsOptions.MaxMessages has to be 1 to 100,000.")]
    [InlineData("""{ "Limits": { "Streams": 0 } }""", "Gateway:Limits:Streams: 0 is out of range.")]
    [InlineData("""{ "Limits": { "ShutdownTime": "2.00:00:00" } }""", "Gateway:Limits:ShutdownTime: 2.00:00:00 is out of range.")]
    public void What_makes_no_sense_is_told_with_its_place_and_what_would(string gateway, string fault)
    {
        string message = Configured.FaultOf("gateway.json", $$"""{ "Gateway": {{gateway}} }""");

        message.Should().Contain($"gateway.json, line 1, {fault}");
        message.Should().NotContain("verysecret");
    }

    [Theory]
    [InlineData("{\n \"Gateway\": {\n  \"Models\" {} } }", "line 3, the JSON itself: The text can't be read as JSON from character 12 of this line on.")]
    [InlineData("{\n \"Gateway\": {\n  \"Models\": {},\n  \"models\": {}\n } }", "line 4, Gateway:models: The key is here twice.")]
    [InlineData("", "line 1, the JSON itself:")]
    public void A_text_that_is_no_json_is_told_with_its_line(string json, string fault) =>
        Configured.FaultOf("gateway.json", json).Should().StartWith($"gateway.json, {fault}");

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        FluentActions.Awaiting(() => Gateway.CreateAsync(new GatewayArguments { ConfigurationFile = "no-such-file.yaml" }))
            .Should().ThrowAsync<ConfigurationException>().WithMessage("the command line, --config: The file 'no-such-file.yaml' can't be read.*");
}
