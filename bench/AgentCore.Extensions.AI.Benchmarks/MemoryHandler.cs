using System.Net;
using System.Net.Http.Headers;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Answers every request with the same bytes.</summary>
internal sealed class MemoryHandler(byte[] body, string contentType) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StreamContent(new MemoryStream(body)) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } },
        });
}
