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

        error.Message.Should().StartWith("The profile 'no-such-profile' (Credentials.Profile) gives no AWS credentials to sign the call with: There is no profile 'no-such-profile'")
            .And.Contain("AWS_PROFILE").And.Contain("BearerTokenProvider").And.Contain("http://localhost:8080");
        error.IsSafeToRetry.Should().BeTrue();
        error.RuntimeSessionId.Should().Be(Sample.Session);
        fake.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("sso-user", "The AWS credentials come from single sign-on (IAM Identity Center), which needs two more packages in the application: add AWSSDK.SSO and AWSSDK.SSOOIDC, and run 'aws sso login'*")]
    [InlineData("sso-session-user", "*add AWSSDK.SSO and AWSSDK.SSOOIDC*")]
    [InlineData("login-user", "The AWS credentials are of a kind that needs one more package in the application: add AWSSDK.Signin.*")]
    [InlineData("process-user", "The profile 'process-user' (Credentials.Profile) gives no AWS credentials to sign the call with: *non-zero exit value*Credentials are looked for in this order*")]
    public async Task A_profile_that_can_not_be_used_says_why(string profile, string message)
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
                [sso-session-user]
                sso_session = mine
                sso_account_id = 123456789012
                sso_role_name = reader
                [sso-session mine]
                sso_region = us-west-2
                sso_start_url = https://example.awsapps.com/start
                [login-user]
                login_session = arn:aws:iam::123456789012:user/ada
                [process-user]
                credential_process = false
                """);
            AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Sample.Arn };
            options.Credentials.Profile = profile;
            options.Credentials.ProfilesLocation = file;
            using RoutingTransport transport = Sample.Transport(options);

            AgentCoreException error = await transport.FailAsync();

            error.Message.Should().Match(message).And.EndWith("For a runtime with OAuth set BearerTokenProvider; for an agent container on this machine name its address (http://localhost:8080) as the runtime. Neither needs AWS credentials.");
            error.IsSafeToRetry.Should().BeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void No_credentials_anywhere_tells_the_places_and_not_the_beginning_of_the_SDK_s_list()
    {
        AgentCoreException error = CredentialErrors.NotFound(source: null, new AmazonClientException("Failed to resolve. The providers returned the following errors:\nException 1 of 2: none"));

        error.Message.Should().StartWith("No AWS credentials to sign the call with. Credentials are looked for in this order: the options (AWSCredentials, Credentials)")
            .And.NotContain("following errors").And.Contain("AWS_WEB_IDENTITY_TOKEN_FILE").And.Contain("BearerTokenProvider");
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
