using System.Net;
using System.Net.Http.Headers;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class MemoryHandler(Answer answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new MemoryStream(answer.Body)) { Headers = { ContentType = new MediaTypeHeaderValue(answer.ContentType) } },
        });
}
