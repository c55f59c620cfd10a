using System.Globalization;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>Tests that set variables of this process's environment run alone.</summary>
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentTestsAlone;

/// <summary>What AWS's users set in their environment holds here too.</summary>
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Fact]
    public async Task The_services_own_endpoint_variable_sends_calls_to_an_emulator_where_any_name_is_good()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("\"hello\""));
        Set("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", fake.Address.ToString());
        Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Set("AWS_SECRET_ACCESS_KEY", Planted.SecretAccessKey);

        using AgentCoreChatClient byArn = new(Sample.Arn);
        using AgentCoreChatClient byName = new("my-agent");

        (await byArn.GetResponseAsync("hi")).Text.Should().Be("hello");
        (await byName.GetResponseAsync("hi")).Text.Should().Be("hello");
        fake.Requests[0].Header("Authorization").Should().Contain("/us-west-2/bedrock-agentcore/aws4_request", "the ARN's region holds behind an address of one's own too");
        fake.Requests[1].Target.Should().Be("/runtimes/my-agent/invocations");
    }

    [Fact]
    public async Task Keys_of_the_environment_sign_the_call_with_their_token()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(
            new FakeSigner("AKIDEXAMPLE", Planted.SecretAccessKey, Planted.SessionToken), call => call.AnswerAsync("ok"));
        Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Set("AWS_SECRET_ACCESS_KEY", Planted.SecretAccessKey);
        Set("AWS_SESSION_TOKEN", Planted.SessionToken);
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() });

        (await transport.CallAsync()).Should().Be("ok");
    }

    [Fact]
    public async Task Nothing_to_sign_with_says_where_it_was_looked_for_and_what_else_there_is()
    {
        string nowhere = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        foreach (string name in new[] { "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI" })
        {
            Set(name, null);
        }

        Set("AWS_EC2_METADATA_DISABLED", "true");
        Set("AWS_SHARED_CREDENTIALS_FILE", nowhere);
        Set("AWS_CONFIG_FILE", nowhere);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"hello\""));
        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() });

        AgentCoreException error = (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().StartWith("No AWS credentials to sign the call with.").And.ContainAll(
            "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE", "~/.aws", "machine's role", "BearerTokenProvider", "http://localhost:8080");
        error.IsSafeToRetry.Should().BeTrue();
        fake.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_role_is_assumed_under_its_session_name_and_external_id_and_its_keys_sign_the_call()
    {
        await using FakeAgentRuntime sts = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(string.Create(CultureInfo.InvariantCulture, $"""
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>{Planted.SecretAccessKey}</SecretAccessKey><SessionToken>{Planted.SessionToken}</SessionToken>
            <Expiration>{DateTime.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}</Expiration>
            </Credentials></AssumeRoleResult></AssumeRoleResponse>
            """), "text/xml"));
        Set("AWS_ENDPOINT_URL_STS", sts.Address.ToString());
        Set("AWS_REGION", null);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(new FakeSigner("ASIAROLE", Planted.SecretAccessKey, Planted.SessionToken), call => call.AnswerAsync("ok"));
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.Credentials.RoleArn = "arn:aws:iam::123456789012:role/agent-caller";
        options.Credentials.RoleSessionName = "support-desk";
        options.Credentials.ExternalId = "ext-42";
        using RoutingTransport transport = Sample.Transport(options);

        (await transport.CallAsync()).Should().Be("ok");
        (await transport.CallAsync()).Should().Be("ok");

        RecordedRequest assumed = sts.Requests.Should().ContainSingle("the role's keys are kept until they expire").Subject;
        assumed.Header("Authorization").Should().Contain("Credential=AKIDEXAMPLE/").And.Contain("/us-west-2/sts/", "the ARN names the region");
        assumed.BodyText.Split('&').Should().Contain(
            ["Action=AssumeRole", "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fagent-caller", "RoleSessionName=support-desk", "ExternalId=ext-42"]);
    }

    [Fact]
    public async Task A_role_that_can_not_be_assumed_is_told_with_the_services_words()
    {
        await using FakeAgentRuntime sts = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(System.Net.HttpStatusCode.Forbidden, """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
            <Message>User ada is not authorized to perform sts:AssumeRole</Message></Error></ErrorResponse>
            """, "text/xml"));
        Set("AWS_ENDPOINT_URL_STS", sts.Address.ToString());
        Set("AWS_REGION", null);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.Credentials.RoleArn = "arn:aws:iam::123456789012:role/agent-caller";
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = await transport.FailAsync();

        error.Message.Should().StartWith("The role arn:aws:iam::123456789012:role/agent-caller (Credentials.RoleArn) gives no AWS credentials to sign the call with: ")
            .And.Contain("User ada is not authorized to perform sts:AssumeRole.");
        fake.Requests.Should().BeEmpty();
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
