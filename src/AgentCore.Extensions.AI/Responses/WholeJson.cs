using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Parses what may or may not be JSON.</summary>
internal static class WholeJson
{
    /// <summary>Parses JSON; what is nested more deeply than the bound allows is an error, or no JSON where <paramref name="errors"/> is <see langword="null"/>.</summary>
    /// <exception cref="AgentCoreException">It is nested more deeply than the bound allows.</exception>
    public static bool TryParse(ReadOnlySpan<byte> utf8, AgentCoreResponseLimits limits, ResponseError? errors, [NotNullWhen(true)] out JsonDocument? document)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        document = null;
        try
        {
            int deepest = 0;
            byte[]? mended = null;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    deepest = Math.Max(deepest, reader.CurrentDepth + 1);
                }

                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped && JsonMend.FindLoneSurrogate(reader.ValueSpan) >= 0)
                {
                    // One such name would make every other one of its object impossible to find.
                    mended ??= utf8.ToArray();
                    JsonMend.Mend(mended.AsSpan((int)reader.TokenStartIndex, reader.ValueSpan.Length + 1));
                }
            }

            if (deepest > limits.MaxJsonDepth && errors is not null)
            {
                throw errors.Beyond(nameof(limits.MaxJsonDepth), limits.MaxJsonDepth, "its JSON is nested too deeply");
            }

            reader = new Utf8JsonReader(mended ?? utf8, new JsonReaderOptions { MaxDepth = limits.MaxJsonDepth });
            document = JsonDocument.ParseValue(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
