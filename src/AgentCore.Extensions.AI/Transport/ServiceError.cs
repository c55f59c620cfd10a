using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>An error as the service, or something that stands before it, has answered it.</summary>
internal sealed record ServiceError
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>Gets the error's name.</summary>
    public string? Code { get; init; }

    /// <summary>Gets whether the service itself gave the name: in the header that proxies don't write.</summary>
    public bool IsNamedByService { get; init; }

    /// <summary>Gets the service's words.</summary>
    public string? Message { get; init; }

    /// <summary>Gets why a request was refused, and which of its members were: <c>reason</c> and <c>fieldList</c> of a ValidationException.</summary>
    public string? Details { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether a bearer token is asked for.</summary>
    public bool AsksForBearer { get; init; }

    public static ServiceError Read(HttpStatusCode status, Func<string, string?> header, ReadOnlySpan<byte> body)
    {
        string? named = Text(header(ErrorBody.ErrorTypeHeader));
        (string? type, string? message, string? details) = ReadJson(body);
        return new ServiceError
        {
            Status = status,
            Code = ShortName(named ?? type),
            IsNamedByService = named is not null,
            Message = ForeignWords.WithoutSecrets(message ?? Text(header("x-amzn-error-message"))),
            Details = ForeignWords.WithoutSecrets(details),
            RequestId = Text(header("x-amzn-RequestId")),
            RetryAfter = ReadRetryAfter(header),
            AsksForBearer = IsBearerChallenge(header("WWW-Authenticate")),
        };
    }

    /// <summary>Whether a <c>WWW-Authenticate</c> asks for a bearer token.</summary>
    public static bool IsBearerChallenge(string? header) => header?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>An error's name without what may stand around it: <c>com.amazonaws#ThrottlingException:http://…</c> is a <c>ThrottlingException</c>.</summary>
    public static string? ShortName(string? name) =>
        OneLine.Of(name?.Split(':')[0] is { } first ? first[(first.LastIndexOf('#') + 1)..] : null);

    /// <summary>Reads how long a server wants to be left alone.</summary>
    public static TimeSpan? ReadRetryAfter(Func<string, string?> header)
    {
        if (double.TryParse(header("x-amz-retry-after"), NumberStyles.None, CultureInfo.InvariantCulture, out double milliseconds) && milliseconds < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        string? value = header("Retry-After");
        if (double.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out double seconds) && seconds < int.MaxValue)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            return null;
        }

        TimeSpan left = date - DateTimeOffset.UtcNow;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static (string? Type, string? Message, string? Details) ReadJson(ReadOnlySpan<byte> body)
    {
        try
        {
            using JsonDocument document = ErrorJson.Parse(body);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? (ErrorJson.FindText(root, "__type") ?? ErrorJson.FindText(root, "code"), ErrorJson.FindText(root, "message") ?? ErrorJson.FindText(root, "Message"), ReadDetails(root))
                : (null, null, null);
        }
        catch (JsonException)
        {
            return (null, ErrorPage.Describe(Encoding.UTF8.GetString(body)), null);
        }
    }

    private static string? ReadDetails(JsonElement root)
    {
        IEnumerable<string?> fields = ErrorJson.FindItems(root, "fieldList").Select(field => ErrorJson.FindText(field, "name") is { } name
            ? $"{name}: {ErrorJson.FindText(field, "message")}"
            : null);
        string details = string.Join("; ", fields.Prepend(ErrorJson.FindText(root, "reason")).OfType<string>());
        return details.Length == 0 ? null : details;
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
