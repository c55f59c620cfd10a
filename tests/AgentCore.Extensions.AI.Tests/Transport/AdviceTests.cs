using System.Net;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>What the service says, and what to do about it.</summary>
public sealed class AdviceTests
{
    [Theory]
    [InlineData("no", "400 ValidationException: no. The service refused the request; nothing ran.")]
    [InlineData("no.", "400 ValidationException: no. The service refused the request; nothing ran.")]
    [InlineData("no…", "400 ValidationException: no… The service refused the request; nothing ran.")]
    [InlineData("no!", "400 ValidationException: no! The service refused the request; nothing ran.")]
    [InlineData("no?", "400 ValidationException: no? The service refused the request; nothing ran.")]
    [InlineData("no,", "400 ValidationException: no,. The service refused the request; nothing ran.")]
    [InlineData(null, "400 ValidationException The service refused the request; nothing ran.")]
    public void The_service_s_words_are_a_sentence_of_their_own(string? words, string message) => Told(400, "ValidationException", words).Should().Be(message);

    [Theory]
    [InlineData(403, "InvalidSignatureException", "Check the access keys, and this machine's clock.")]
    [InlineData(403, "SignatureDoesNotMatch", "Check the access keys, and this machine's clock.")]
    [InlineData(403, "UnrecognizedClientException", "Check the access keys, and this machine's clock.")]
    [InlineData(403, "InvalidClientTokenId", "Check the access keys, and this machine's clock.")]
    [InlineData(
        403, "AccessDeniedException",
        "The credentials need the permission bedrock-agentcore:InvokeAgentRuntime on this runtime and its endpoint. A runtime with OAuth takes no AWS credentials: set BearerTokenProvider for it.")]
    [InlineData(403, "ExpiredTokenException", "The AWS credentials have expired: get fresh ones.")]
    [InlineData(401, "UnauthorizedException", "The runtime may want an OAuth token instead of AWS credentials: set BearerTokenProvider.")]
    [InlineData(402, "ServiceQuotaExceededException", "A quota of the account is used up: see Service Quotas, or stop sessions that are done with.")]
    [InlineData(404, "ResourceNotFoundException", "Check the runtime (my_agent-AbCdEf1234), its qualifier (DEFAULT) and the region (us-west-2).")]
    [InlineData(409, "ConflictException", "The session is being made or torn down: try again in a moment, or with another session id.")]
    [InlineData(429, "ThrottlingException", "Too many calls or sessions at once: call less often, or ask for a higher quota.")]
    [InlineData(500, "InternalServerException", "The agent may have run, so the call was not sent again.")]
    public void Every_refusal_is_told_with_what_to_do(int status, string name, string advice) => Told(status, name, "no.").Should().Be($"{status} {name}: no. {advice}");

    [Theory]
    [InlineData(401, "The access token was refused: check its issuer, audience, client id and scopes against the runtime's authorizer.")]
    [InlineData(403, "The runtime may be one for AWS credentials instead of OAuth: then remove BearerTokenProvider.")]
    public void A_token_is_told_of_where_one_was_sent(int status, string advice) => Told(status, "AccessDeniedException", "no.", withToken: true).Should().EndWith(" no. " + advice);

    [Theory]
    [InlineData("Runtime initialization time exceeded.", "The agent's container did not start in time; one that crashes while it starts is reported in the same words.")]
    [InlineData("Received error (500) from runtime.", "The agent's container answered with an error.")]
    [InlineData("Something else.", "The agent's container failed.")]
    [InlineData(null, "The agent's container failed.")]
    public void Where_the_agent_s_log_is_stands_beside_what_became_of_it(string? words, string what)
    {
        const string Group = "Its log is in the CloudWatch group /aws/bedrock-agentcore/runtimes/my_agent-AbCdEf1234-";

        Told(424, "RuntimeClientError", words).Should().EndWith($" {what} {Group}DEFAULT. The agent may have run.");
        Told(424, "RuntimeClientError", words, qualifier: "canary").Should().EndWith($" {what} {Group}canary. The agent may have run.");
    }

    [Theory]
    [InlineData(499, "This is not the service's own answer: something on the way gave it, such as a proxy. The agent may have run; the call was not sent again.")]
    [InlineData(500, "The agent may have run, so the call was not sent again.")]
    public void An_answer_without_the_service_s_name_is_another_s(int status, string advice) =>
        Told(status, name: null, "no.", isNamed: false).Should().Be($"{status} no error name: no. {advice}");

    [Fact]
    public async Task The_SDK_sends_nothing_again_whatever_it_asks()
    {
        NeverResendPolicy policy = new();

        policy.CanRetry(null!).Should().BeFalse();
        policy.RetryForException(null!, new IOException()).Should().BeFalse();
        (await policy.RetryForExceptionAsync(null!, new IOException())).Should().BeFalse();
        policy.RetryLimitReached(null!).Should().BeTrue();
        policy.OnRetry(null!).Should().BeFalse();
    }

    private static string Told(int status, string? name, string? words, bool withToken = false, bool isNamed = true, string? qualifier = null) => ServiceErrors.ToException(
        new() { Status = (HttpStatusCode)status, Code = name, Message = words, IsNamedByService = isNamed },
        new CalledOperation
        {
            Name = CalledOperation.Invoke,
            Runtime = "my_agent-AbCdEf1234",
            Qualifier = qualifier,
            Region = "us-west-2",
            SessionId = null,
            WithBearerToken = withToken,
        },
        AgentCoreRecovery.None,
        cause: null).Message;
}
