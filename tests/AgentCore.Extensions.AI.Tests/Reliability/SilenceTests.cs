using System.Globalization;
using System.Net.Sockets;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Transport;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>
/// An agent that is silent for long, before its first byte and once more in mid-answer: nothing but the client's own limits ends a call.
/// AGENTCORE_SILENCE=00:20:00 makes it as long as that.
/// </summary>
public sealed class SilenceTests
{
    private static readonly TimeSpan? s_asked = Environment.GetEnvironmentVariable("AGENTCORE_SILENCE") is { } time ? TimeSpan.Parse(time, CultureInfo.InvariantCulture) : null;
    private static readonly TimeSpan s_silence = s_asked ?? TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_agent_that_is_silent_for_long_is_heard_over_every_route()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            await Task.Delay(s_silence, call.ClientLeft);
            call.Begin();
            await call.WriteAsync("data: \"Hello\"\n\n");
            await Task.Delay(s_silence, call.ClientLeft);
            await call.WriteAsync("data: \" again\"\n\n");
        });

        string[] texts = await Task.WhenAll(Routes.All.Select(async route =>
        {
            AgentCoreChatClientOptions options = Routes.Options(route, agent.Address.ToString());
            options.FirstByteTimeout = options.IdleTimeout = s_silence + TimeSpan.FromMinutes(1);

            // What the connection has for limits of its own is shorter than the silence, wherever there is a least time.
            options.ConnectTimeout = 2 * s_second;
            options.ConfigureHttpHandler = handler => handler.PooledConnectionLifetime = handler.PooledConnectionIdleTimeout = s_second;
            using AgentCoreChatClient client = new(options);
            return (await client.GetResponseAsync("hi")).Text;
        }));

        texts.Should().Equal("Hello again", "Hello again", "Hello again");
        agent.Requests.Should().HaveCount(3);
    }

    [Fact]
    public void The_limits_of_HttpClient_and_SDK_are_off_and_no_pings_end_a_connection()
    {
        SocketsHttpHandler? sockets = null;
        AgentCoreChatClientOptions options = Sample.Options();
        options.ConfigureHttpHandler = handler => sockets = handler;

        using HttpClient http = ConnectionHandler.CreateClient(options);

        http.Timeout.Should().Be(Timeout.InfiniteTimeSpan);
        RuntimeServiceConfig.Create(options, awsOptions: null).Timeout.Should().Be(Timeout.InfiniteTimeSpan);
        sockets!.KeepAlivePingDelay.Should().Be(Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public async Task A_silent_connection_is_kept_alive_for_gateways_that_drop_idle_ones()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"result":"Hello"}"""));
        (int On, int Time, int Interval) seen = default;
        AgentCoreChatClientOptions options = Routes.Options(Route.Direct, agent.Address.ToString());
        options.ConfigureHttpHandler = handler =>
        {
            Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect = handler.ConnectCallback!;
            handler.ConnectCallback = async (context, cancellationToken) =>
            {
                Stream stream = await connect(context, cancellationToken);
                Socket socket = ((NetworkStream)stream).Socket;
                seen = (
                    (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!,
                    (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!,
                    (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval)!);
                return stream;
            };
        };
        using AgentCoreChatClient client = new(options);

        await client.GetResponseAsync("hi");

        seen.Should().Be((1, 60, 60));
    }
}
