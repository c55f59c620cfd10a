using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The dialects, in the order in which they are asked. A new one is a class beside the others and a line here.</summary>
internal static class DialectList
{
    /// <summary>How many wrappings are taken off one event.</summary>
    private const int MaxDepth = 6;

    // Each is known by names that no other uses. A place for A2A is here, once the client speaks its protocol.
    private static readonly IDialect[] s_frameworks =
    [
        new ConverseDialect(),
        new StrandsTypeScriptDialect(),
        new StrandsMultiAgentDialect(),
        new AnthropicDialect(),
        new ClaudeAgentDialect(),
        new OpenAIAgentsDialect(),
        new OpenAIResponsesDialect(),
        new VercelDialect(),
        new AGUIDialect(),
        new PydanticAIDialect(),
        new GoogleDialect(),
        new LangGraphDialect(),
        new LlamaIndexDialect(),
        new ExtensionsAIDialect(),
        new CrewAIDialect(),
        new OpenAIChatDialect(),
    ];

    // Known by their shape alone. Errors first: some hold words under keys that elsewhere are the text.
    private static readonly IDialect[] s_shapes =
    [
        new ErrorDialect(),
        new StrandsPythonDialect(),
        new HostingDialect(),
        new MessageDialect(),
        new EnvelopeDialect(),
        new TextKeyDialect(),
    ];

    /// <summary>Reads an event of a stream.</summary>
    public static bool TryReadEvent(JsonElement root, string name, AnswerAssembler answer) =>
        TryReadSafely(new AgentEvent(root, name == "message" ? "" : name, IsBody: false), answer);

    /// <summary>Reads a whole body.</summary>
    public static bool TryReadBody(JsonElement root, AnswerAssembler answer) => TryReadSafely(new AgentEvent(root, "", IsBody: true), answer);

    /// <summary>Reads an event of a framework that marks its events.</summary>
    public static bool TryReadFramework(JsonElement root, AnswerAssembler answer)
    {
        try
        {
            return TryRead(s_frameworks, new AgentEvent(root, "", IsBody: false), answer);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Reads what another event wraps.</summary>
    public static bool TryReadInner(AgentEvent e, JsonElement inner, AnswerAssembler answer) =>
        e.Depth < MaxDepth && TryRead(e.Inner(inner), answer);

    private static bool TryReadSafely(AgentEvent e, AnswerAssembler answer)
    {
        try
        {
            return TryRead(e, answer);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            // System.Text.Json's word for names and strings that are no Unicode.
            return false;
        }
    }

    // No two frameworks read one event, so the one that read the last may be asked before its turn.
    private static bool TryRead(AgentEvent e, AnswerAssembler answer) =>
        answer.LastDialect?.TryRead(e, answer) is true || TryRead(s_frameworks, e, answer) || TryRead(s_shapes, e, answer);

    private static bool TryRead(IDialect[] dialects, AgentEvent e, AnswerAssembler answer)
    {
        foreach (IDialect dialect in dialects)
        {
            if (dialect != answer.LastDialect && dialect.TryRead(e, answer))
            {
                answer.LastDialect = dialects == s_frameworks ? dialect : null;
                return true;
            }
        }

        return false;
    }
}
