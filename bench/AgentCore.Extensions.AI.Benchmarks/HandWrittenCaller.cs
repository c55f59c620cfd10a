using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.SecurityToken;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>The same calls as one writes them without the library: an <see cref="HttpClient"/>, the SDK's signer, and the text out of the answer.</summary>
internal sealed class HandWrittenCaller(HttpClient http, Uri container, Uri service)
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    private readonly AmazonSecurityTokenServiceConfig _config = new() { AuthenticationServiceName = "bedrock-agentcore", AuthenticationRegion = "us-west-2" };

    public Task<string?> CallContainerAsync() => SendAsync(Request(container));

    public Task<string?> CallWithTokenAsync()
    {
        HttpRequestMessage request = Request(service);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", CallBenchmarks.Token);
        return SendAsync(request);
    }

    public async Task<string?> CallSignedAsync()
    {
        HttpRequestMessage request = Request(service);
        DefaultRequest signed = new(new Call(), "BedrockAgentCore")
        {
            HttpMethod = "POST",
            Endpoint = new Uri(service.GetLeftPart(UriPartial.Authority)),
            ResourcePath = service.AbsolutePath,
            Content = await request.Content!.ReadAsByteArrayAsync().ConfigureAwait(false),
        };
        foreach ((string name, IEnumerable<string> values) in request.Headers.Concat(request.Content.Headers))
        {
            signed.Headers[name] = string.Join(", ", values);
        }

        AWS4SigningResult signature = new AWS4Signer().SignRequest(signed, _config, new RequestMetrics(), CallBenchmarks.AccessKeyId, CallBenchmarks.SecretAccessKey);
        foreach (string name in (ReadOnlySpan<string>)["X-Amz-Date", "X-Amz-Content-SHA256"])
        {
            if (signed.Headers.TryGetValue(name, out string? value))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return await SendAsync(request).ConfigureAwait(false);
    }

    public static async Task<string?> ReadAsync(Stream body)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(body, cancellationToken: CallBenchmarks.Caller).ConfigureAwait(false);
        return document.RootElement.GetProperty("result").GetString();
    }

    private static HttpRequestMessage Request(Uri address)
    {
        HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { prompt = "Hello" }))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation(SessionHeader, RuntimeSessionId.New());
        return request;
    }

    private async Task<string?> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CallBenchmarks.Caller).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            using Stream body = await response.Content.ReadAsStreamAsync(CallBenchmarks.Caller).ConfigureAwait(false);
            return await ReadAsync(body).ConfigureAwait(false);
        }
    }

    private sealed class Call : AmazonWebServiceRequest;
}
