namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>
/// One way in which agents write their answers. It knows names only: what it reads it tells the assembler, which holds all rules.
/// Dialects have no state and are shared by all answers.
/// </summary>
internal interface IDialect
{
    /// <summary>Reads an event, or a whole body, where it is of this dialect.</summary>
    bool TryRead(AgentEvent e, AnswerAssembler answer);
}
