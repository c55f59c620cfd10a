using System.Net;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>What a caller reads where the connection failed: whole sentences, with the words that say why.</summary>
public sealed class ConnectionErrorTests
{
    private static readonly Uri s_address = new("https://agent.example.com");

    [Theory]
    [InlineData("It broke", null, "It broke.")]
    [InlineData("It broke.", null, "It broke.")]
    [InlineData("It broke.", "The reason", "It broke.")]
    [InlineData("It broke, see inner exception.", "The reason", "The reason.")]
    [InlineData("It broke, see inner exception.", null, "It broke, see inner exception.")]
    public void The_words_are_those_of_the_exception_that_says_why(string message, string? inner, string words)
    {
        AgentCoreException error = ConnectionErrors.NotReached(s_address, bodyHasBegun: false, new HttpRequestException(message, inner is null ? null : new IOException(inner)));

        error.Message.Should().Be(
            $"agent.example.com:443 could not be reached: {words} Nothing was sent. Check the region, the address, the network and, where one is needed, the proxy (ConfigureHttpHandler).");
        error.IsSafeToRetry.Should().BeTrue();
    }

    [Fact]
    public void A_request_whose_body_had_begun_may_have_reached_the_agent()
    {
        AgentCoreException error = ConnectionErrors.NotReached(address: null, bodyHasBegun: true, new IOException("It broke"));

        error.Message.Should().Be("The connection to the agent was lost before an answer came: It broke. The agent may have run, so the call was not sent again.");
        error.IsSafeToRetry.Should().BeFalse();
    }

    [Theory]
    [InlineData("https://login.example.com/sign-in?from=1", "to the host login.example.com")]
    [InlineData("/sign-in", "to another path")]
    [InlineData(null, "to another path")]
    public void A_redirect_is_told_with_where_it_leads(string? location, string where)
    {
        using HttpResponseMessage response = new(HttpStatusCode.Found);
        response.Headers.Location = location is null ? null : new Uri(location, UriKind.RelativeOrAbsolute);

        AgentCoreException error = ConnectionErrors.Redirected(response);

        error.Message.Should().StartWith($"The answer is a redirect (status 302) {where}. It was not followed").And.EndWith("or name the right address.");
        error.StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public void An_answer_that_broke_off_is_told_with_the_session_of_the_call(string? answered)
    {
        using AgentRuntimeResponse response = new(Stream.Null) { RuntimeSessionId = answered, RequestId = "r" };

        AgentCoreException error = ConnectionErrors.LostInMidAnswer(response, "of the call", new IOException("It broke"));

        error.Should().BeEquivalentTo(new { RuntimeSessionId = "of the call", RequestId = "r", StatusCode = HttpStatusCode.OK, IsSafeToRetry = false });
    }
}
