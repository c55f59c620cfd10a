using System.Security.Cryptography;
using System.Text;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Tests.Configuration;

/// <summary>The config.yaml of a LiteLLM Proxy, as its users have it.</summary>
public sealed class LiteLLMFileTests
{
    private const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    private const string MasterKey = "sk-0123456789abcdef0123456789abcdef";
    private const string General = $"""
        general_settings:
          master_key: {MasterKey}

        """;

    [Fact]
    public void Every_parameter_of_an_agent_arrives()
    {
        Environment.SetEnvironmentVariable("LITELLM_TEST_KEY_ID", "AKIDEXAMPLE");
        GatewaySettings settings = Configured.By("config.yaml", $$"""
            model_list:
              - model_name: support
                litellm_params:
                  model: bedrock/agentcore/{{Arn}}
                  aws_access_key_id: os.environ/LITELLM_TEST_KEY_ID
                  aws_secret_access_key: secret
                  aws_session_token: token
                  aws_region_name: us-east-1
                  aws_role_name: arn:aws:iam::123456789012:role/agent-caller
                  aws_session_name: gateway
                  aws_external_id: external
                  api_base: https://vpce.example
                  qualifier: production
                  runtimeSessionId: a-session-of-more-than-33-characters
                  runtimeUserId: user-42
              - model_name: team/oauth:v2
                litellm_params:
                  model: bedrock/agentcore/{{Arn}}
                  aws_profile_name: null
                  api_key: a-token
                  history: whole
                  session_per_call: stop
              - model_name: local
                litellm_params: { model: "bedrock/agentcore/http://127.0.0.1:8080", aws_profile_name: agents }
            {{General}}
            """);

        ModelSettings support = settings.Models["support"];
        support.Agent.AgentRuntimeArn.Should().Be($"bedrock/agentcore/{Arn}");
        support.Agent.Qualifier.Should().Be("production");
        support.Agent.Region.Should().Be("us-east-1");
        support.Agent.ServiceUrl.Should().Be("https://vpce.example");
        support.Agent.Credentials.Should().BeEquivalentTo(new
        {
            AccessKeyId = "AKIDEXAMPLE",
            SecretAccessKey = "secret",
            SessionToken = "token",
            RoleArn = "arn:aws:iam::123456789012:role/agent-caller",
            RoleSessionName = "gateway",
            ExternalId = "external",
        });
        support.SessionId.Should().Be("a-session-of-more-than-33-characters");
        support.RuntimeUserId.Should().Be("user-42");

        ModelSettings oauth = settings.Models.Values.Single(model => model.Name == "team/oauth:v2");
        oauth.BearerToken.Should().Be("a-token");
        oauth.Agent.Credentials.Profile.Should().BeNull();
        oauth.History.ToString().Should().Be("Whole");
        oauth.SessionPerCall.ToString().Should().Be("Stop");

        settings.Models["local"].Agent.Credentials.Profile.Should().Be("agents");
    }

    [Fact]
    public void The_master_key_is_kept_as_a_hash()
    {
        GatewaySettings settings = Configured.By("config.yaml", Models($"bedrock/agentcore/{Arn}") + General);

        settings.Keys.Should().ContainSingle().Which.Should().Match<KeyValuePair<string, KeySettings>>(key =>
            key.Key == "master_key" && key.Value.Sha256 == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MasterKey))));
    }

    [Fact]
    public void What_has_no_effect_is_told()
    {
        Configured.By("config.yaml", Models($"bedrock/agentcore/{Arn}", "max_retries: 2") + """
            general_settings:
              master_key: sk-1234
              database_url: postgres://user:password@host/db
            litellm_settings:
              drop_params: true
            """, out IReadOnlyList<string> notes);

        notes.Should().Equal(
            "config.yaml, line 5, model_list[0].litellm_params.max_retries: It has no effect here.",
            "config.yaml, line 7, general_settings.master_key: This key is short enough to be guessed; take one of 32 random characters, such as `openssl rand -hex 16` prints.",
            "config.yaml, line 8, general_settings.database_url: It has no effect here.",
            "config.yaml, line 10, litellm_settings: It has no effect here.");
    }

    [Fact]
    public void Anchors_and_merges_are_followed()
    {
        GatewaySettings settings = Configured.By("config.yaml", $$"""
            model_list:
              - model_name: one
                litellm_params: &aws
                  model: bedrock/agentcore/{{Arn}}
                  aws_region_name: us-east-1
              - model_name: two
                litellm_params:
                  <<: *aws
                  qualifier: canary
            {{General}}
            """);

        settings.Models["two"].Agent.Should().BeEquivalentTo(new { AgentRuntimeArn = $"bedrock/agentcore/{Arn}", Region = "us-east-1", Qualifier = "canary" });
    }

    [Fact]
    public void Another_providers_model_is_refused_by_name() =>
        Configured.FaultOf("config.yaml", Models("openai/gpt-4o") + General).Should().Be(
            "config.yaml, line 4, model_list[0].litellm_params.model: The model 'support' belongs to another provider ('openai/gpt-4o'). "
            + "Remove the entry: the gateway serves agents on AgentCore only (bedrock/agentcore/ARN).");

    [Fact]
    public void An_environment_variable_that_is_not_set_is_named() =>
        Configured.FaultOf("config.yaml", Models($"bedrock/agentcore/{Arn}", "api_key: os.environ/NO_SUCH_VARIABLE") + General).Should().Be(
            "config.yaml, line 5, model_list[0].litellm_params.api_key: The environment variable NO_SUCH_VARIABLE is not set. Set it where you start the gateway.");

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_their_lines() =>
        Configured.FaultOf("config.yaml", """
            model_list:
              - litellm_params:
                  model: bedrock/agentcore/x
              - model_name: a
              - model_name: a
                litellm_params: {}
              - model_name: b
                litellm_params:
                  aws_acces_key_id: x
            environment_variables:
              A: b
            """).Split(Environment.NewLine).Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]).Should().Equal(
            "config.yaml, line 2, model_list[0]",
            "config.yaml, line 4, model_list[1]",
            "config.yaml, line 5, model_list[2].model_name",
            "config.yaml, line 9, model_list[3].litellm_params.aws_acces_key_id",
            "config.yaml, line 11, environment_variables");

    [Theory]
    [InlineData("model_list:\n  - model_name: a\n   litellm_params: {}\n", 3)]
    [InlineData("model_list: [1,\n", 2)]
    [InlineData("a: 1\nb: [1\nc: 2", 2)]
    [InlineData("a: \"1\n", 1)]
    [InlineData("a: 1\na: 2\n", 2)]
    [InlineData("a: *nowhere\n", 1)]
    [InlineData("a: 1\nb: c: d\n", 2)]
    public void A_text_that_is_no_yaml_is_told_with_its_line(string yaml, int line) =>
        Configured.FaultOf("config.yaml", yaml).Should().StartWith($"config.yaml, line {line}, the YAML itself: ");

    [Fact]
    public void Nothing_of_a_broken_file_is_repeated() =>
        Configured.FaultOf("config.yaml", "general_settings:\n  master_key: \"sk-verysecret\n").Should().NotContain("sk-verysecret");

    [Theory]
    [InlineData("")]
    [InlineData("- a list\n")]
    [InlineData("# only a comment\n")]
    public void A_file_without_sections_is_told(string yaml) =>
        Configured.FaultOf("config.yaml", yaml).Should().Contain("The file has no sections. Give at least model_list and general_settings.master_key.");

    [Fact]
    public void A_file_without_a_master_key_is_refused_though_litellm_would_be_open_to_all() =>
        Configured.FaultOf("config.yaml", Models($"bedrock/agentcore/{Arn}")).Should().StartWith("config.yaml, line 1, general_settings: There is no API key").And.Contain("general_settings.master_key");

    [Fact]
    public void What_an_agents_client_finds_wrong_is_told_where_it_was_written() =>
        Configured.FaultOf("config.yaml", Models($"bedrock/agentcore/{Arn.Replace("123456789012", "1234", StringComparison.Ordinal)}") + General)
            .Should().StartWith("config.yaml, line 4, model_list[0].litellm_params.model: AgentRuntimeArn: The ARN").And.Contain("'1234' is not an account id of 12 digits");

    private static string Models(string model, string more = "") => $"""
        model_list:
          - model_name: support
            litellm_params:
              model: {model}
              {more}

        """;
}
