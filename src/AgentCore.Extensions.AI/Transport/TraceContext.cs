using System.Diagnostics;
using System.Text;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>The current activity as the operation's own headers, in W3C's form.</summary>
internal readonly record struct TraceContext(string? TraceParent, string? TraceState, string? Baggage)
{
    /// <summary>What to send: the request's own headers, and the current activity's where it has none.</summary>
    public static TraceContext For(AgentRuntimeRequest request)
    {
        Activity? activity = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;

        // A tracestate belongs to its traceparent: the activity's own must not be mixed with one that the caller set.
        return new TraceContext(
            request.TraceParent ?? activity?.Id,
            request.TraceState ?? (request.TraceParent is null ? Fitting(activity?.TraceStateString, RequestBounds.MaxTraceState) : null),
            request.Baggage ?? Fitting(FormatBaggage(activity), RequestBounds.MaxBaggage));
    }

    // Half of a list would say something else than the list: what doesn't fit is left out whole.
    private static string? Fitting(string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > maxLength)
        {
            return null;
        }

        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
            {
                return null;
            }
        }

        return value.Trim();
    }

    private static string? FormatBaggage(Activity? activity)
    {
        StringBuilder? text = null;
        foreach ((string key, string? value) in activity?.Baggage ?? [])
        {
            text = text is null ? new StringBuilder() : text.Append(',');
            text.Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        }

        return text?.ToString();
    }
}
