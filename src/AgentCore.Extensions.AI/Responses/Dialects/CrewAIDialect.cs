namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>CrewAI's output of a crew, and the chunks of its stream.</summary>
internal sealed class CrewAIDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (e.IsObject && e.Text("raw") is { } raw && JsonText.Has(e.Root, "tasks_output"))
        {
            answer.Result(raw);
            answer.Usage.SetTotal(JsonText.Value(e.Root, "token_usage"));
            return true;
        }

        if (e.IsObject && e.Text("chunk_type") == "text" && e.Text("content") is { } text)
        {
            answer.Text(text);
            return true;
        }

        return false;
    }
}
