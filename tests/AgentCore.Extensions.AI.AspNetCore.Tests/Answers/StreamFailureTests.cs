using System.Net;
using System.Text;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Answers;

/// <summary>Silence, failures and goodbyes in the middle of a stream.</summary>
public sealed class StreamFailureTests
{
    private const string Body = """{"model":"agent","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task A_failure_in_mid_stream_is_an_event_and_the_connection_is_cut()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(
            _ => ScriptedChatClient.Failing(new AgentCoreException("arn:secret") { StatusCode = HttpStatusCode.OK }, "Hel", "lo")));
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        (string read, Exception? end) = await ReadToTheEndAsync(response);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        read.Should().Contain("\"content\":\"Hel\"").And.Contain("\"content\":\"lo\"").And.NotContain("[DONE]").And.NotContain("secret").And.NotContain("\"finish_reason\":\"");
        read.Should().EndWith("""
            data: {"error":{"message":"The agent failed before its answer was complete. It may have run.","type":"api_error","param":null,"code":"agent_failed"}}


            """);
        end.Should().NotBeNull("a client that reads no events has to notice too");
    }

    [Fact]
    public async Task A_long_wait_for_the_first_word_becomes_a_stream_with_heartbeats()
    {
        TaskCompletionSource speak = new();
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => Wait(speak.Task, "Hi")), options =>
        {
            options.FirstUpdateTimeout = TimeSpan.FromMilliseconds(100);
            options.KeepAliveInterval = TimeSpan.FromMilliseconds(60);
        });
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        for (int i = 0; i < 4; i++)
        {
            (await reader.ReadLineAsync()).Should().Be(": keep-alive");
            (await reader.ReadLineAsync()).Should().BeEmpty();
        }

        speak.SetResult();
        string rest = await reader.ReadToEndAsync();
        rest.Replace(": keep-alive\n\n", "", StringComparison.Ordinal).Should().StartWith("data: {\"id\":").And.Contain("\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}").And.EndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task A_failure_after_the_wait_is_told_in_the_stream()
    {
        TaskCompletionSource speak = new();
        await using Gateway gateway = await Gateway.StartAsync(
            new ScriptedChatClient(_ => Wait(speak.Task)), options => options.FirstUpdateTimeout = TimeSpan.FromMilliseconds(50));
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        speak.SetException(new AgentCoreException("no") { StatusCode = HttpStatusCode.TooManyRequests });
        (string read, Exception? end) = await ReadToTheEndAsync(response);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        read.Should().StartWith(": keep-alive\n\n").And.Contain("rate_limit_exceeded").And.NotContain("[DONE]");
        end.Should().NotBeNull();
    }

    [Fact]
    public async Task A_failure_is_told_before_the_connection_is_cut_on_a_server_without_a_free_thread()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => FailOnABusyServer("Hel")));
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        (string read, Exception? end) = await ReadToTheEndAsync(response);

        read.Should().Contain("\"content\":\"Hel\"").And.Contain("agent_failed");
        end.Should().NotBeNull();
    }

    [Fact]
    public async Task A_silence_between_two_words_gets_heartbeats_and_words_are_not_held_back()
    {
        TaskCompletionSource speak = new();
        await using Gateway gateway = await Gateway.StartAsync(
            new ScriptedChatClient(_ => WordThenWait("One", speak.Task, "Two")), options => options.KeepAliveInterval = TimeSpan.FromMilliseconds(50));
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).Should().Contain("One");
        (await reader.ReadLineAsync()).Should().BeEmpty();
        (await reader.ReadLineAsync()).Should().Be(": keep-alive");
        speak.SetResult();
        (await reader.ReadToEndAsync()).Should().Contain("Two").And.EndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task A_word_is_sent_before_the_next_is_there()
    {
        TaskCompletionSource speak = new();
        await using Gateway gateway = await Gateway.StartAsync(
            new ScriptedChatClient(_ => WordThenWait("One", speak.Task, "Two")), options => options.KeepAliveInterval = TimeSpan.FromHours(1));
        using HttpRequestMessage request = Gateway.Request(Body);

        using HttpResponseMessage response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(30));
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30))).Should().Contain("One");
        speak.SetResult();
        (await reader.ReadToEndAsync()).Should().Contain("Two").And.EndWith("data: [DONE]\n\n");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task A_caller_who_leaves_cancels_the_agent(bool streamed, bool afterFirstWord)
    {
        TaskCompletionSource begun = new();
        TaskCompletionSource cancelled = new();
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(call => UntilCancelled(call, afterFirstWord, begun, cancelled)));
        using HttpRequestMessage request = Gateway.Request(streamed ? Body : Body.Replace("true", "false", StringComparison.Ordinal));
        using CancellationTokenSource leave = new();

        Task<HttpResponseMessage> sending = gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        if (afterFirstWord)
        {
            (await sending).Dispose();
        }
        else
        {
            await leave.CancelAsync();
            await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
        }

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_long_answer_that_is_there_at_once_arrives_whole_and_in_order()
    {
        string[] texts = [.. Enumerable.Range(0, 5_000).Select(i => $"{i} ")];
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(texts));

        Answer answer = await gateway.PostAsync(Body);

        answer.Deltas("content").Should().Equal(texts);
    }

    private static async Task<(string Read, Exception? End)> ReadToTheEndAsync(HttpResponseMessage response)
    {
        StringBuilder read = new();
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync();
            byte[] buffer = new byte[4096];
            for (int length; (length = await stream.ReadAsync(buffer)) > 0;)
            {
                read.Append(Encoding.UTF8.GetString(buffer, 0, length));
            }

            return (read.ToString(), null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (read.ToString(), e);
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Wait(Task until, params string[] texts)
    {
        await until;
        foreach (string text in texts)
        {
            yield return ScriptedChatClient.Update(new TextContent(text));
        }
    }

    /// <summary>Whatever the server has to do next waits for half a second, since every thread of the pool is taken.</summary>
    private static async IAsyncEnumerable<ChatResponseUpdate> FailOnABusyServer(string first)
    {
        yield return ScriptedChatClient.Update(new TextContent(first));
        await Task.Delay(100);
        for (int i = 0; i < 2 * ThreadPool.ThreadCount; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Thread.Sleep(250), null);
        }

        throw new AgentCoreException("no") { StatusCode = HttpStatusCode.OK };
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> WordThenWait(string first, Task until, string second)
    {
        yield return ScriptedChatClient.Update(new TextContent(first));
        await until;
        yield return ScriptedChatClient.Update(new TextContent(second));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> UntilCancelled(
        ScriptedCall call, bool speaks, TaskCompletionSource begun, TaskCompletionSource cancelled)
    {
        if (speaks)
        {
            yield return ScriptedChatClient.Update(new TextContent("One"));
        }

        begun.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, call.CancellationToken);
        }
        finally
        {
            cancelled.SetResult();
        }
    }
}
