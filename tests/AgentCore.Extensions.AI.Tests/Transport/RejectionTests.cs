using System.Net;
using System.Text;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>Under which names the service turns a call down before the agent can have run, and which of them another try can change.</summary>
public sealed class RejectionTests
{
    public static TheoryData<string> Rejections =>
    [
        "ValidationException", "ThrottlingException", "RetryableConflictException", "ConflictException", "AccessDeniedException", "ResourceNotFoundException",
        "UnauthorizedException", "ServiceQuotaExceededException", "ExpiredTokenException", "ExpiredToken", "UnrecognizedClientException",
        "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "AuthFailure", "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "TokenRefreshRequired",
    ];

    [Theory]
    [MemberData(nameof(Rejections))]
    public void A_rejection_is_safe_where_the_service_named_it_and_refused(string name)
    {
        IsSafe(new() { Status = HttpStatusCode.BadRequest, Code = name, IsNamedByService = true }).Should().BeTrue();
        IsSafe(new() { Status = (HttpStatusCode)499, Code = name, IsNamedByService = true }).Should().BeTrue();
        IsSafe(new() { Status = HttpStatusCode.InternalServerError, Code = name, IsNamedByService = true }).Should().BeFalse();
        IsSafe(new() { Status = HttpStatusCode.TemporaryRedirect, Code = name, IsNamedByService = true }).Should().BeFalse();
        IsSafe(new() { Status = HttpStatusCode.BadRequest, Code = name }).Should().BeFalse("a proxy may have written it");
    }

    [Theory]
    [InlineData("RuntimeClientError")]
    [InlineData("InternalServerException")]
    [InlineData("throttlingexception")]
    [InlineData("NewException")]
    [InlineData(null)]
    public void Any_other_answer_may_mean_that_the_agent_ran(string? name) =>
        IsSafe(new() { Status = HttpStatusCode.BadRequest, Code = name, IsNamedByService = true }).Should().BeFalse();

    [Theory]
    [InlineData(true, 401, true, false, true)]
    [InlineData(true, 401, false, true, true)]
    [InlineData(true, 401, false, false, false)]
    [InlineData(true, 403, true, true, false)]
    [InlineData(false, 401, true, true, false)]
    public void A_token_was_refused_where_one_was_sent_and_the_service_says_so(bool withToken, int status, bool isNamed, bool asksForBearer, bool refused)
    {
        AgentCoreException error = ServiceErrors.ToException(
            new() { Status = (HttpStatusCode)status, Code = "SomeException", IsNamedByService = isNamed, AsksForBearer = asksForBearer }, Operation(withToken), AgentCoreRecovery.None, cause: null);

        error.IsSafeToRetry.Should().Be(refused);
        error.Recovery.Should().Be(refused ? AgentCoreRecovery.TokenRefused : AgentCoreRecovery.None);
    }

    [Theory]
    [InlineData("ExpiredTokenException", true, true)]
    [InlineData("ExpiredToken", true, true)]
    [InlineData("TokenRefreshRequired", true, true)]
    [InlineData("ExpiredToken", false, false)]
    [InlineData("AccessDeniedException", true, false)]
    [InlineData(null, true, false)]
    public void Credentials_have_expired_where_the_service_says_so(string? name, bool isNamed, bool expired) =>
        ServiceErrors.IsExpiredCredentials(new() { Status = HttpStatusCode.Forbidden, Code = name, IsNamedByService = isNamed }).Should().Be(expired);

    [Theory]
    [InlineData("InvalidSignatureException", 2)]
    [InlineData("SignatureDoesNotMatch", 2)]
    [InlineData("AuthFailure", 2)]
    [InlineData("RequestTimeTooSkewed", 2)]
    [InlineData("RequestExpired", 2)]
    [InlineData("RequestInTheFuture", 2)]
    [InlineData("AccessDeniedException", 2)]
    [InlineData("ValidationException", 1)]
    public async Task A_wrong_clock_may_be_reported_under_the_name(string name, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.Request.Number == 1
            ? call.With("Date", DateTimeOffset.UtcNow.AddHours(2).ToString("R")).FailAsync(HttpStatusCode.Forbidden, name, "no")
            : call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        try
        {
            (await Retries.RunAsync(transport)).Should().Be("ok");
        }
        catch (AgentCoreException e)
        {
            e.ErrorCode.Should().Be(name);
        }

        fake.Requests.Should().HaveCount(requests);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 2)]
    public async Task A_clock_that_the_service_would_take_is_not_to_blame(int minutes, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call =>
            call.With("Date", DateTimeOffset.UtcNow.AddMinutes(minutes).ToString("R")).FailAsync(HttpStatusCode.Forbidden, "AccessDeniedException", "no"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>();

        fake.Requests.Should().HaveCount(requests);
    }

    [Theory]
    [InlineData("x-amz-retry-after", "1500", 1.5)]
    [InlineData("x-amz-retry-after", "2147483647", null)]
    [InlineData("x-amz-retry-after", "-1", null)]
    [InlineData("Retry-After", "2", 2.0)]
    [InlineData("Retry-After", "2147483647", null)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT", 0.0)]
    public void How_long_to_wait_is_read_where_it_is_a_time(string header, string value, double? seconds) =>
        (ServiceError.ReadRetryAfter(name => name == header ? value : null)?.TotalSeconds).Should().Be(seconds);

    [Theory]
    [InlineData("ThrottlingException", "ThrottlingException")]
    [InlineData("com.amazonaws#ThrottlingException:http://internal.amazon.com/", "ThrottlingException")]
    [InlineData(" ThrottlingException ", "ThrottlingException")]
    [InlineData("a#", null)]
    [InlineData(":", null)]
    [InlineData(null, null)]
    public void A_name_is_read_without_what_may_stand_around_it(string? written, string? name) => ServiceError.ShortName(written).Should().Be(name);

    [Theory]
    [InlineData("InTheHeader", """{"__type":"InTheBody","message":"no"}""", "InTheHeader", "no")]
    [InlineData(null, """{"__type":"InTheBody","code":"other","message":"no","Message":"other"}""", "InTheBody", "no")]
    [InlineData(null, """{"code":"InTheBody","Message":"no"}""", "InTheBody", "no")]
    [InlineData("InTheHeader", """{"message":""}""", "InTheHeader", "words of the header")]
    [InlineData("InTheHeader", "{}", "InTheHeader", "words of the header")]
    [InlineData(" ", "[]", null, "words of the header")]
    public void An_error_s_name_and_words_are_taken_from_where_they_are_surest(string? header, string body, string? name, string words)
    {
        ServiceError error = ServiceError.Read(
            HttpStatusCode.BadRequest,
            key => key switch { "x-amzn-ErrorType" => header, "x-amzn-error-message" => "words of the header", _ => null },
            Encoding.UTF8.GetBytes(body));

        (error.Code, error.Message, error.IsNamedByService).Should().Be((name, words, name == header && name is not null));
    }

    private static bool IsSafe(ServiceError error) => ServiceErrors.ToException(error, Operation(withToken: false), AgentCoreRecovery.None, cause: null).IsSafeToRetry;

    private static CalledOperation Operation(bool withToken) => new()
    {
        Name = CalledOperation.Invoke,
        Runtime = Sample.Arn,
        Qualifier = null,
        Region = "us-west-2",
        SessionId = Sample.Session,
        WithBearerToken = withToken,
    };
}
