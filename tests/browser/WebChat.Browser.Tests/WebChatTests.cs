using System.Net;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace WebChat.Browser.Tests;

/// <summary>The web chat as a person at a browser sees it.</summary>
public sealed class WebChatTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_demonstration_agents_answers_are_shown_with_all_their_parts()
    {
        await using WebChatProcess chat = await WebChatProcess.StartAsync();
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskToTheEndAsync("What is 12 + 30?");
        await page.AskToTheEndAsync("Explain yourself.");

        (await page.TextAsync(".tool")).Should().Be("calculate(expression: 12 + 30) → 42");
        (await page.TextAsync(".assistant > p")).Should().Be("Let me calculate.|12 + 30 is 42.");
        (await page.TextAsync(".assistant h3")).Should().Be("How I work");
        (await page.CountAsync(".assistant ol > li")).Should().Be("3");
        (await page.TextAsync(".assistant li strong")).Should().Be("ask");
        (await page.TextAsync(".assistant pre code")).Should().StartWith("await foreach (var update in").And.Contain("\n    Console.Write");
        (await page.CountAsync("details.reasoning:not([open])")).Should().Be("1", "reasoning is folded away");
        (await page.TextAsync(".note")).Should().Contain("tokens in");
        await File.WriteAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "webchat.png"), await page.ScreenshotAsync());
    }

    [Fact]
    public async Task An_answer_is_seen_before_it_ends()
    {
        TaskCompletionSource seen = new();
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/event-stream", Text("The first half, "));
            await seen.Task.WaitAsync(s_limit);
            await call.WriteAsync(Text("and the second."));
        });
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskAsync("hi");
        await page.WaitForAsync("document.querySelector('.assistant')?.innerText.includes('The first half,') && document.body.dataset.busy === 'true'");
        seen.SetResult();
        await page.WaitForAsync("document.body.dataset.busy === 'false'");

        (await page.TextAsync(".assistant")).Should().Be("The first half, and the second.");
    }

    [Fact]
    public async Task A_tool_is_seen_at_work()
    {
        TaskCompletionSource seen = new();
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync(
                "text/event-stream",
                """data: {"event":{"contentBlockStart":{"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t1","name":"search"}}}}}""" + "\n\n",
                """data: {"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"for\":\"rain\"}"}}}}}""" + "\n\n",
                """data: {"event":{"contentBlockStop":{"contentBlockIndex":0}}}""" + "\n\n");
            await seen.Task.WaitAsync(s_limit);
            await call.WriteAsync("""data: {"message":{"role":"user","content":[{"toolResult":{"toolUseId":"t1","status":"success","content":[{"text":"none"}]}}]}}""" + "\n\n");
        });
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskAsync("Will it rain?");
        await page.WaitForAsync("document.querySelector('.tool.running')?.innerText.includes('search')");
        seen.SetResult();
        await page.WaitForAsync("document.body.dataset.busy === 'false'");

        (await page.TextAsync(".tool:not(.running)")).Should().Be("search(for: rain) → none");
    }

    [Fact]
    public async Task Stop_closes_the_agents_stream_and_keeps_what_was_said()
    {
        TaskCompletionSource left = new();
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.ClientLeft.Register(left.SetResult);
            await call.StreamAsync("text/event-stream", Text("So far"));
            await call.StallAsync();
        });
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskAsync("Count to a million.");
        await page.WaitForAsync("document.querySelector('.assistant')?.innerText.includes('So far')");
        await page.ClickAsync("stop");

        await left.Task.WaitAsync(s_limit);
        await page.WaitForAsync("document.body.dataset.busy === 'false'");
        (await page.TextAsync(".assistant > p")).Should().Be("So far");
        (await page.TextAsync(".note")).Should().Be("Stopped.");
        (await page.CountAsync("#banner[hidden]")).Should().Be("1", "the user's own wish is no error");
    }

    [Fact]
    public async Task A_reload_keeps_the_session_and_every_browser_has_its_own()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", Text("Hello.")));
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);
        Page other = await chromium.OpenAsync(chat.Address);

        await page.AskToTheEndAsync("one");
        await page.ReloadAsync();
        (await page.TextAsync(".user")).Should().Be("one", "the page still shows what the session remembers");
        await page.AskToTheEndAsync("two");
        await other.AskToTheEndAsync("three");
        await page.ClickAsync("new-session");
        await page.WaitForAsync("document.querySelectorAll('.user').length === 0");
        await page.AskToTheEndAsync("four");

        string?[] sessions = [.. agent.Requests.Select(request => request.Header(SessionHeader))];
        sessions.Should().HaveCount(4).And.OnlyContain(session => session!.Length >= 33);
        sessions[1].Should().Be(sessions[0]);
        sessions.Skip(1).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task An_agent_that_fails_in_mid_answer_shows_its_error_and_no_retry()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(
            call => call.StreamAsync("text/event-stream", Text("I will try."), """data: {"error":"the database is gone","error_type":"RuntimeError"}""" + "\n\n"));
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskToTheEndAsync("Delete all.");

        (await page.TextAsync(".assistant > p")).Should().Be("I will try.");
        (await page.TextAsync("#banner:not([hidden]) #error")).Should().Contain("the database is gone");
        (await page.CountAsync("#retry[hidden]")).Should().Be("1", "the agent may have run");
        agent.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_call_that_the_service_turned_down_can_be_tried_again()
    {
        int refusals = 3;
        await using FakeAgentRuntime service = await FakeAgentRuntime.StartAsync(call => Interlocked.Decrement(ref refusals) >= 0
            ? call.FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "Rate exceeded")
            : call.StreamAsync("text/event-stream", Text("Now I can.")));
        await using WebChatProcess chat = await WebChatProcess.StartAsync("arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/agent-AbCdEf1234", service.Address);
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskToTheEndAsync("hi");
        (await page.TextAsync("#banner:not([hidden]) #error")).Should().Contain("Rate exceeded");
        await page.ClickAsync("retry");
        await page.WaitForAsync("document.body.dataset.busy === 'false' && document.querySelector('.assistant')");

        (await page.TextAsync(".assistant > p")).Should().Be("Now I can.");
        (await page.TextAsync(".user")).Should().Be("hi", "the question stands there once");
        (await page.CountAsync("#banner[hidden]")).Should().Be("1");
    }

    [Fact]
    public async Task What_an_agent_writes_never_becomes_html()
    {
        const string Evil = "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script> [click](javascript:document.title='owned') **<b>bold</b>**";
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.StreamAsync("text/event-stream", Text(Evil)));
        await using WebChatProcess chat = await WebChatProcess.StartAsync(agent.Address.ToString());
        Page page = await chromium.OpenAsync(chat.Address);

        await page.AskToTheEndAsync("hi");

        (await page.CountAsync(".assistant img, .assistant script, .assistant b, .assistant a")).Should().Be("0");
        (await page.TextAsync(".assistant")).Should().Contain("<img src=x").And.Contain("<b>bold</b>").And.Contain("[click](javascript:");
        (await page.TextAsync("title")).Should().NotBe("owned");
    }

    private static string Text(string text) => $"data: {JsonSerializer.Serialize(text)}\n\n";
}
