using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class CredentialTests
{
    [Fact]
    public async Task A_profile_that_is_not_there_is_told_with_the_places_looked_in_and_the_other_ways()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() };
        options.Credentials.Profile = "no-such-profile";
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().Contain("AWS_PROFILE").And.Contain("no-such-profile").And.Contain("BearerTokenProvider").And.Contain("http://localhost:8080");
        error.IsSafeToRetry.Should().BeTrue();
        error.RuntimeSessionId.Should().Be(Sample.Session);
        fake.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Single_sign_on_without_its_packages_says_which_to_add()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """
                [sso-user]
                sso_account_id = 123456789012
                sso_role_name = reader
                sso_region = us-west-2
                sso_start_url = https://example.awsapps.com/start
                """);
            AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Sample.Arn };
            options.Credentials.Profile = "sso-user";
            options.Credentials.ProfilesLocation = file;
            using RoutingTransport transport = Sample.Transport(options);

            (await transport.FailAsync()).Message.Should().Contain("AWSSDK.SSO and AWSSDK.SSOOIDC").And.Contain("BearerTokenProvider");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("options", "options")]
    [InlineData("keys", "keys")]
    [InlineData("container", "container")]
    [InlineData("aws", "aws")]
    public async Task The_nearest_credentials_are_taken(string nearest, string expected)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        string[] order = ["options", "keys", "container", "aws"];
        bool Has(string source) => Array.IndexOf(order, source) >= Array.IndexOf(order, nearest);
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() };
        options.AWSCredentials = Has("options") ? new BasicAWSCredentials("options", "x") : null;
        options.Credentials.AccessKeyId = Has("keys") ? "keys" : null;
        options.Credentials.SecretAccessKey = Has("keys") ? "x" : null;
        using RoutingTransport transport = AgentRuntimeTransportFactory.Create(
            options, new AWSOptions { Credentials = new BasicAWSCredentials("aws", "x") }, Has("container") ? new BasicAWSCredentials("container", "x") : null, loggerFactory: null);

        await transport.CallAsync();

        fake.Requests.Should().ContainSingle().Which.Header("Authorization").Should().Contain($"Credential={expected}/");
    }

    [Fact]
    public async Task Anonymous_credentials_send_no_signature()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = "my-agent", ServiceUrl = fake.Address.ToString(), AWSCredentials = new AnonymousAWSCredentials() });

        await transport.CallAsync();

        fake.Requests.Should().ContainSingle().Which.Headers.Should().NotContainKey("Authorization");
    }
}
