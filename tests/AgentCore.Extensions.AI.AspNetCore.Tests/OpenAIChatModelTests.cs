using AgentCore.Extensions.AI.AspNetCore.Tests.Server;

namespace AgentCore.Extensions.AI.AspNetCore.Tests;

public sealed class OpenAIChatModelTests
{
    [Fact]
    public void What_makes_no_sense_is_refused_at_the_door()
    {
        using ScriptedChatClient client = new("ok");

        FluentActions.Invoking(() => new OpenAIChatModel(" ", client)).Should().Throw<ArgumentException>().WithParameterName("id");
        FluentActions.Invoking(() => new OpenAIChatModel(new string('m', 257), client)).Should().Throw<ArgumentException>().WithParameterName("id");
        FluentActions.Invoking(() => new OpenAIChatModel("m", null!)).Should().Throw<ArgumentNullException>().WithParameterName("client");
        FluentActions.Invoking(() => new OpenAIChatModel("m", client) { DefaultSession = "short" }).Should().Throw<ArgumentException>().WithMessage("*33 to 256*");
        FluentActions.Invoking(() => new OpenAIChatModel("m", client) { Qualifiers = null! }).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new OpenAICaller { Tenant = null! }).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void What_a_model_is_by_default_depends_on_its_client()
    {
        using ScriptedChatClient plain = new("ok");
        using AgentCoreChatClient agent = new(AgentFixture.Arn);

        new OpenAIChatModel("m", plain).Should().BeEquivalentTo(new { HasSessions = false, AcceptsModelSettings = true, AcceptsClientTools = false, Runtime = "m\n" });
        new OpenAIChatModel("m", agent).Should().BeEquivalentTo(new { HasSessions = true, AcceptsModelSettings = false, AcceptsClientTools = false, Runtime = $"m\n{AgentFixture.Arn}" });
    }
}
