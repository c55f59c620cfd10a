using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Load;

/// <summary>Reads the streams of one address, in one way or the other, so that all else is the same.</summary>
internal abstract class StreamClient : IDisposable
{
    /// <summary>A plain HTTP client and the <see cref="Floor"/>.</summary>
    public const string Plain = "plain HttpClient";

    /// <summary>The client, which calls a container.</summary>
    public const string Container = "the client, a container";

    /// <summary>The client, which calls the service: every call is signed.</summary>
    public const string Service = "the client, the service";

    public static StreamClient Create(string kind, Uri address, Action<SocketsHttpHandler>? configure = null) =>
        kind == Plain ? new PlainClient(address, configure) : new AgentClient(OptionsFor(kind, address, configure));

    /// <summary>Reads a stream to its end.</summary>
    public abstract Task ReadAsync(Action<string> onText);

    public abstract void Dispose();

    private static AgentCoreChatClientOptions OptionsFor(string kind, Uri address, Action<SocketsHttpHandler>? configure) => kind == Container
        ? new AgentCoreChatClientOptions { AgentRuntimeArn = address.ToString(), ConfigureHttpHandler = configure }
        : new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234",
            ServiceUrl = address.ToString(),
            Credentials = { AccessKeyId = "AKIDEXAMPLE", SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
            ConfigureHttpHandler = configure,
        };

    private sealed class PlainClient : StreamClient
    {
        private readonly Uri _address;
        private readonly HttpClient _http;

        public PlainClient(Uri address, Action<SocketsHttpHandler>? configure)
        {
            _address = address;
            SocketsHttpHandler handler = new();
            configure?.Invoke(handler);
            _http = new HttpClient(handler);
        }

        public override async Task ReadAsync(Action<string> onText)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = new StringContent("""{"prompt":"hi"}""") };
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using Stream body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
            await foreach (var item in Floor.ReadAsync(body))
            {
                if (item.Data is { } update)
                {
                    onText(update.Text);
                }
            }
        }

        public override void Dispose() => _http.Dispose();
    }

    private sealed class AgentClient(AgentCoreChatClientOptions options) : StreamClient
    {
        private readonly AgentCoreChatClient _client = new(options);

        public override async Task ReadAsync(Action<string> onText)
        {
            await foreach (ChatResponseUpdate update in _client.GetStreamingResponseAsync("hi"))
            {
                if (update.Contents is [TextContent text])
                {
                    onText(text.Text);
                }
            }
        }

        public override void Dispose() => _client.Dispose();
    }
}
