using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The dialects, in the order in which they are asked. A new one is a class beside the others and a line here.</summary>
internal static class DialectList
{
    // Errors first: some hold words under keys that elsewhere are the text.
    private static readonly IDialect[] s_dialects =
    [
        new ErrorDialect(),
        new ConverseDialect(),
        new ConverseMessageDialect(),
        new StrandsPythonDialect(),
        new HostingDialect(),
        new TextKeyDialect(),
    ];

    public static bool TryRead(JsonElement root, string eventType, AnswerAssembler answer)
    {
        foreach (IDialect dialect in s_dialects)
        {
            if (dialect.TryRead(root, eventType, answer))
            {
                return true;
            }
        }

        return false;
    }
}
