using System.Net;
using System.Text;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>Whatever stands in an error's body, it is told in one line that a log can take.</summary>
public sealed class ErrorBodyTests
{
    private const int MutationsPerFixture = 500;

    public static TheoryData<string> Errors => [.. Fixture.All.Where(fixture => (int)fixture.Status >= 400).Select(fixture => fixture.Name)];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_malformed_error_is_an_error_all_the_same(string name)
    {
        Fixture fixture = Fixture.Named(name);

        await PropertyAgent.CheckAsync(name, Enumerable.Range(1, MutationsPerFixture).Select(seed => ($"mutation of seed {seed}", (Func<Task>)(() =>
        {
            Check(fixture.Status, fixture.ContentType, Mutation.Of(fixture.Body, seed));
            return Task.CompletedTask;
        }))));
    }

    [Theory]
    [InlineData("""{"error":"no seats","\ud83d":1}""")]
    [InlineData("""{"error":"no \ud83d seats"}""")]
    [InlineData("""{"error":{"message":{"message":1e400}}}""")]
    [InlineData("""[{"detail":[{"msg":"a"}]}]""")]
    [InlineData("""{"__type":"a#Fault\n2026-11-01 ERROR forged","code":"Fault\r\nforged"}""")]
    public void Odd_JSON_is_told_as_far_as_it_can_be(string body) => Check(HttpStatusCode.BadGateway, "application/json", Encoding.UTF8.GetBytes(body));

    [Fact]
    public void A_name_without_end_is_cut()
    {
        string name = new('x', 10_000);

        Check(HttpStatusCode.BadGateway, "application/json", Encoding.UTF8.GetBytes($$"""{"__type":"{{name}}","code":"{{name}}"}"""));
    }

    [Theory]
    [InlineData("<title>")]
    [InlineData("<title")]
    [InlineData(" ")]
    [InlineData("{\"error\":")]
    [InlineData("[")]
    public async Task A_body_of_nothing_but_beginnings_takes_no_time(string beginning)
    {
        byte[] body = Encoding.UTF8.GetBytes("<" + new StringBuilder().Insert(0, beginning, 64 * 1024 / beginning.Length));

        await Task.Run(() => Check(HttpStatusCode.BadGateway, "text/html", body)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static void Check(HttpStatusCode status, string? contentType, byte[] body)
    {
        using HttpResponseMessage response = new(status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        AgentCoreException error = ContainerErrors.ToException(response, body, sessionId: null);
        ServiceError ofService = ServiceError.Read(status, _ => null, body);

        error.StatusCode.Should().Be(status);
        error.Message.Length.Should().BeLessThan(1_000);
        error.Message.Should().NotContainAny("\n", "\r", "\0");
        ofService.Status.Should().Be(status);
        foreach (string name in new[] { error.ErrorCode, ofService.Code }.OfType<string>())
        {
            name.Length.Should().BeLessThan(1_000);
            name.Should().NotContainAny("\n", "\r", "\0");
        }
    }
}
