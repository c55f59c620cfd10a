using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentCore.Extensions.AI.Tests.FakeDataPlane;

/// <summary>The other side of SigV4: it knows the keys and computes every signature again, from AWS's published rules alone.</summary>
internal sealed class FakeSigner(string accessKeyId, string secretAccessKey, string? sessionToken = null)
{
    /// <summary>The keys that tests use where nothing depends on them.</summary>
    public static FakeSigner Example => new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /// <summary>Gets or sets how far the service's clock is ahead of ours.</summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>Gets or sets the region that requests must be signed for; <see langword="null"/> takes any.</summary>
    public string? Region { get; set; }

    public DateTimeOffset Now => DateTimeOffset.UtcNow + ClockSkew;

    /// <summary>Says what is wrong with a request's signature, in AWS's words where it has some; <see langword="null"/> where nothing is.</summary>
    public string? FindFault(RecordedRequest request)
    {
        const string Scheme = "AWS4-HMAC-SHA256 ";
        if (request.Header("Authorization") is not { } authorization || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return "Missing Authentication Token";
        }

        Dictionary<string, string> parts = authorization[Scheme.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string[] scope = parts["Credential"].Split('/');
        string[] signedHeaders = parts["SignedHeaders"].Split(';');
        string date = request.Header("X-Amz-Date") ?? "";

        if (scope.Length != 5 || scope[0] != accessKeyId || scope[3] != "bedrock-agentcore" || scope[4] != "aws4_request")
        {
            return $"Credential should be scoped to a valid key, region and service: {parts["Credential"]}";
        }

        if (Region is not null && scope[2] != Region)
        {
            return $"Credential should be scoped to a valid region: {Region}, not {scope[2]}";
        }

        if (request.Header("X-Amz-Security-Token") != sessionToken)
        {
            return "The security token included in the request is invalid.";
        }

        if (!DateTimeOffset.TryParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset signedAt)
            || (signedAt - Now).Duration() > TimeSpan.FromMinutes(5) || scope[1] != date[..8])
        {
            return $"Signature expired: {date} is now too far from {Now:yyyyMMdd'T'HHmmss'Z'}";
        }

        // AWS takes a request only where all of these are signed.
        string? unsigned = request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .FirstOrDefault(name => (name == "host" || name.StartsWith("x-amz-", StringComparison.Ordinal)) && !signedHeaders.Contains(name));
        if (unsigned is not null)
        {
            return $"'{unsigned}' must be a 'SignedHeader' in the AWS Authorization.";
        }

        string bodyHash = Hex(SHA256.HashData(request.Body));
        if (request.Header("X-Amz-Content-SHA256") is { } declared && declared != bodyHash)
        {
            return "The provided 'x-amz-content-sha256' header does not match what was computed.";
        }

        string canonical = string.Join('\n', [request.Method, CanonicalPath(request), CanonicalQuery(request), .. signedHeaders.Select(name => CanonicalHeader(request, name)), "", parts["SignedHeaders"], bodyHash]);
        string toSign = string.Join('\n', "AWS4-HMAC-SHA256", date, string.Join('/', scope[1..]), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        foreach (string step in scope[1..])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == parts["Signature"]
            ? null
            : "The request signature we calculated does not match the signature you provided. The canonical string should have been\n" + canonical;
    }

    // Every service but S3 encodes the path once more than it is on the wire.
    private static string CanonicalPath(RecordedRequest request) =>
        string.Join('/', request.Target.Split('?')[0].Split('/').Select(Uri.EscapeDataString));

    private static string CanonicalQuery(RecordedRequest request)
    {
        int mark = request.Target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? "" : string.Join('&', request.Target[(mark + 1)..].Split('&').Order(StringComparer.Ordinal));
    }

    private static string CanonicalHeader(RecordedRequest request, string name) =>
        $"{name}:{string.Join(' ', (request.Header(name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))}";

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
