using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class ConnectionTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_redirect_is_not_followed(bool direct)
    {
        await using FakeAgentRuntime other = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("stolen"));
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("Location", other.Address + "?token=hidden").AnswerAsync(HttpStatusCode.TemporaryRedirect, ""));
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.AgentRuntimeArn = direct ? fake.Address.ToString() : Sample.Arn;
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = await transport.FailAsync();

        error.Message.Should().Contain("to the host 127.0.0.1. It was not followed").And.NotContain("hidden");
        error.IsSafeToRetry.Should().BeFalse();
        other.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_ambient_headers_not_sent()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("Set-Cookie", "user=one").AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        await transport.CallAsync();
        await transport.CallAsync();

        fake.Requests[1].Headers.Should().NotContainKey("Cookie").And.NotContainKey("traceparent").And.NotContainKey("Request-Id");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_a_stream_closes_its_socket(bool direct)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            await call.StreamAsync("text/event-stream", "data: 1\n\n");
            await call.StallAsync();
        });
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.AgentRuntimeArn = direct ? fake.Address.ToString() : Sample.Arn;
        using RoutingTransport transport = Sample.Transport(options);

        AgentRuntimeResponse response = await transport.InvokeAsync(Sample.Request(), CancellationToken.None);
        await response.Body.ReadAtLeastAsync(new byte[9], 9);
        response.Dispose();

        await fake.Requests.Single().ClientLeft.WaitAsync(s_soon);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_before_the_answer_closes_the_socket_and_is_the_caller_s_own(bool direct)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.StallAsync());
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.AgentRuntimeArn = direct ? fake.Address.ToString() : Sample.Arn;
        using RoutingTransport transport = Sample.Transport(options);
        using CancellationTokenSource cancel = new();

        Task<AgentRuntimeResponse> call = transport.InvokeAsync(Sample.Request(), cancel.Token);
        while (fake.Requests.Count == 0)
        {
            await Task.Delay(10);
        }

        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        await fake.Requests.Single().ClientLeft.WaitAsync(s_soon);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_is_a_TimeoutException_and_safe()
    {
        AgentCoreChatClientOptions options = Sample.Options();
        options.AgentRuntimeArn = "http://127.0.0.1:9";
        options.ConnectTimeout = TimeSpan.FromMilliseconds(50);
        options.ConfigureHttpHandler = handler => handler.ConnectCallback = async (_, cancel) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
            return Stream.Null;
        };
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = await transport.FailAsync();

        error.InnerException.Should().BeOfType<TimeoutException>().Which.Message.Should().Contain("ConnectTimeout (00:00:00.0500000)");
        error.IsSafeToRetry.Should().BeTrue();
    }

    [Fact]
    public async Task A_failed_TLS_handshake_is_safe()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = $"https://127.0.0.1:{fake.Address.Port}" });

        AgentCoreException error = await transport.FailAsync();

        error.IsSafeToRetry.Should().BeTrue();
        error.Message.Should().Contain("Check that this port speaks https").And.NotContain("see inner exception");
        fake.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_pooled_connection_that_is_cut_under_a_request_is_not_used_for_a_second_one()
    {
        int requests = 0;
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task server = Task.Run(async () =>
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync();
                byte[] buffer = new byte[8192];
                for (int onThisConnection = 1; await socket.ReceiveAsync(buffer) > 0; onThisConnection++)
                {
                    requests++;
                    if (onThisConnection == 2)
                    {
                        socket.LingerState = new LingerOption(true, 0);
                        break;
                    }

                    await socket.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
                }
            }
        });
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}" });

        (await transport.CallAsync()).Should().Be("ok");
        AgentCoreException error = await transport.FailAsync();

        requests.Should().Be(2);
        error.IsSafeToRetry.Should().BeFalse();
        listener.Stop();
        await FluentActions.Awaiting(() => server).Should().ThrowAsync<SocketException>();
    }
}
