using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>Takes the parts of an answer as they come: one writes each at once, another keeps them for the end.</summary>
internal interface IAnswerSink
{
    void Text(string text);

    void Reasoning(string text);

    void Refusal(string text);

    /// <summary>A picture, by its address: <c>data:</c> or one on the web.</summary>
    void Image(string url);

    void ToolCall(FunctionCallContent call);
}
