using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Streams from a server in a process of its own, over a socket.</summary>
internal sealed class LoopbackSource(Uri server) : AnswerSource
{
    private readonly HttpClient _http = new();

    public override async Task<Stream> OpenAsync(Answer answer)
    {
        HttpRequestMessage request = new(HttpMethod.Post, AddressOf(answer)) { Content = new StringContent("""{"prompt":"hi"}""") };
        HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync().ConfigureAwait(false);
    }

    public override AgentCoreChatClient Agent(Answer answer) => new(AddressOf(answer).ToString());

    public override HttpClient Service(Answer answer) => new() { BaseAddress = AddressOf(answer) };

    private Uri AddressOf(Answer answer) => new(server, answer.Name + '/');
}
