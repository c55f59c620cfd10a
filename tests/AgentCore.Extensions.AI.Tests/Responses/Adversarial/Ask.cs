using System.Text;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>Asks an agent whose answer the test makes up.</summary>
internal static class Ask
{
    /// <summary>A stream of events with one line of data each.</summary>
    public static Task<Reading> EventsAsync(IEnumerable<string> data, Action<AgentCoreChatClientOptions>? configure = null) =>
        BodyAsync("text/event-stream", Events(data), configure);

    public static Task<Reading> EventsAsync(params string[] data) => EventsAsync(data, configure: null);

    public static Task<Reading> BodyAsync(string contentType, string body, Action<AgentCoreChatClientOptions>? configure = null) =>
        BodyAsync(contentType, ScriptedBody.Whole(Encoding.UTF8.GetBytes(body)), configure);

    public static async Task<Reading> BodyAsync(string contentType, Stream body, Action<AgentCoreChatClientOptions>? configure = null)
    {
        using PropertyAgent agent = new(contentType, configure: configure);
        return await agent.ReadAsync(body);
    }

    public static string Events(IEnumerable<string> data) => string.Concat(data.Select(item => $"data: {item}\n\n"));

    /// <summary>Puts a value into JSON wherever it has <c>{0}</c>; interpolation would need more dollar signs than there are braces.</summary>
    public static string With(this string json, object value) => json.Replace("{0}", $"{value}", StringComparison.Ordinal);

    /// <summary>How many bytes are allocated for an answer, which is here before it is asked for: so all of it is read on this thread.</summary>
    public static long Cost(IEnumerable<string> data)
    {
        using PropertyAgent agent = new("text/event-stream");
        ScriptedBody body = ScriptedBody.Whole(Encoding.UTF8.GetBytes(Events(data)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Task<Reading> reading = agent.ReadAsync(body);
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;
        reading.IsCompletedSuccessfully.Should().BeTrue("nothing has to be waited for");
        reading.Result.Error?.Message.Should().BeNull();
        return cost;
    }

    public static void ShouldNameTheBound(this Reading reading, string what, string option, long value)
    {
        reading.Error.Should().NotBeNull();
        reading.Error!.Message.Should().Be($"The answer goes beyond a bound: {what}. Limits.{option} is {value}; raise it where such answers are expected.");
    }

    public static IEnumerable<T> Contents<T>(this Reading reading)
        where T : AIContent => reading.Updates.SelectMany(update => update.Contents).OfType<T>();
}
