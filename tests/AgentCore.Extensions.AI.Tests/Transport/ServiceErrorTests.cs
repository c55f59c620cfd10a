using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>Every error of the service model: what the caller is told, and whether the agent is known not to have run.</summary>
public sealed class ServiceErrorTests
{
    [Theory]
    [InlineData(400, "ValidationException", true, "400 ValidationException: no. The service refused the request; nothing ran.")]
    [InlineData(401, "UnauthorizedException", true, "401 UnauthorizedException: no. The runtime may want an OAuth token instead of AWS credentials: set BearerTokenProvider.")]
    [InlineData(402, "ServiceQuotaExceededException", true, "402 ServiceQuotaExceededException: no. A quota of the account is used up: see Service Quotas, or stop sessions that are done with.")]
    [InlineData(403, "AccessDeniedException", true, "403 AccessDeniedException: no. The credentials need the permission bedrock-agentcore:InvokeAgentRuntime on this runtime and its endpoint. A runtime with OAuth takes no AWS credentials: set BearerTokenProvider for it.")]
    [InlineData(403, "UnrecognizedClientException", true, "403 UnrecognizedClientException: no. Check the access keys, and this machine's clock.")]
    [InlineData(403, "ExpiredTokenException", true, "403 ExpiredTokenException: no. The AWS credentials have expired: get fresh ones.")]
    [InlineData(404, "ResourceNotFoundException", true, "404 ResourceNotFoundException: no. Check the runtime (arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234), its qualifier (DEFAULT) and the region (us-west-2).")]
    [InlineData(409, "RetryableConflictException", true, "409 RetryableConflictException: no. The session is being made or torn down: try again in a moment, or with another session id.")]
    [InlineData(424, "RuntimeClientError", false, "424 RuntimeClientError: no. The agent's container failed. Its log is in the CloudWatch group /aws/bedrock-agentcore/runtimes/my_agent-AbCdEf1234-DEFAULT. The agent may have run.")]
    [InlineData(403, "RuntimeClientError", false, "403 RuntimeClientError: no. The agent's container failed. Its log is in the CloudWatch group /aws/bedrock-agentcore/runtimes/my_agent-AbCdEf1234-DEFAULT. The agent may have run.")]
    [InlineData(429, "ThrottlingException", true, "429 ThrottlingException: no. Too many calls or sessions at once: call less often, or ask for a higher quota.")]
    [InlineData(500, "InternalServerException", false, "500 InternalServerException: no. The agent may have run, so the call was not sent again.")]
    [InlineData(503, "ServiceUnavailableException", false, "503 ServiceUnavailableException: no. The agent may have run, so the call was not sent again.")]
    public async Task The_caller_is_told_what_happened_and_what_to_do(int status, string name, bool safe, string message)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.FailAsync((HttpStatusCode)status, name, "no"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        AgentCoreException error = await transport.FailAsync();

        error.Message.Should().Be(message);
        error.Should().BeEquivalentTo(new { ErrorCode = name, StatusCode = (HttpStatusCode)status, IsSafeToRetry = safe, RequestId = "request-1", RuntimeSessionId = Sample.Session });
    }

    [Fact]
    public async Task A_refused_member_of_the_request_is_named()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("x-amzn-ErrorType", "ValidationException").AnswerAsync(
            HttpStatusCode.BadRequest,
            """{"message":"1 validation error","reason":"FieldValidationFailed","fieldList":[{"name":"qualifier","message":"must match a pattern"},{"name":"accept","message":"is too long"},7]}"""));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        (await transport.FailAsync()).Message.Should().Be(
            "400 ValidationException: 1 validation error (FieldValidationFailed; qualifier: must match a pattern; accept: is too long). The service refused the request; nothing ran.");
    }

    [Theory]
    [InlineData("""{"__type":"com.amazonaws.bedrockagentcore#ThrottlingException","message":"slow down"}""", "ThrottlingException", "slow down")]
    [InlineData("""{"code":"ThrottlingException","Message":"slow down"}""", "ThrottlingException", "slow down")]
    [InlineData("<html><title>Too many</title></html>", null, "Too many")]
    [InlineData("", null, "429 no error name")]
    [InlineData("[1,", null, "[1,")]
    [InlineData("[]", null, "429 no error name")]
    [InlineData("null", null, "429 no error name")]
    [InlineData("""{"\ud83d":1,"message":"\ud83d","fieldList":{}}""", null, "429 no error name")]
    public async Task What_the_service_did_not_name_in_its_header_is_read_and_never_safe(string body, string? code, string words)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync(HttpStatusCode.TooManyRequests, body));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        AgentCoreException error = await transport.FailAsync();

        error.ErrorCode.Should().Be(code);
        error.IsSafeToRetry.Should().BeFalse();
        error.Message.Should().Contain(words).And.Contain("This is not the service's own answer");
    }

    [Fact]
    public async Task The_permission_to_act_for_a_user_is_named_where_one_was_given()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.FailAsync(HttpStatusCode.Forbidden, "AccessDeniedException", "no"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentRuntimeRequest request = Sample.Request();
        request.RuntimeUserId = "ada";

        (await transport.FailAsync(request)).Message.Should().Contain("bedrock-agentcore:InvokeAgentRuntime and bedrock-agentcore:InvokeAgentRuntimeForUser");
    }
}
