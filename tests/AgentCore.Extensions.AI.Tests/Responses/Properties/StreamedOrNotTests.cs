namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>The two methods of a chat client tell the same answer, without a server as with one.</summary>
public sealed class StreamedOrNotTests
{
    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Text_tools_and_usage_are_the_same_streamed_and_not(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent agent = new(fixture);

        agent.Answer(fixture.Body);
        Answer streamed = await Responses.Answer.OfAsync(agent.Client, streamed: true);
        agent.Answer(fixture.Body);
        Answer whole = await Responses.Answer.OfAsync(agent.Client, streamed: false);

        streamed.ShouldBeAsDescribed(fixture);
        whole.Summary.Should().Be(streamed.Summary);
    }
}
