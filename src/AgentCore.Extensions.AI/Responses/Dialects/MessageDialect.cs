using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>Whole messages with <c>role</c> and <c>content</c>, lists of content blocks, and the list of all messages that a graph or a conversation holds.</summary>
internal sealed class MessageDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (ContentBlocks.AreThese(e.Root))
        {
            AgentMessage blocks = new(ChatRole.Assistant);
            ContentBlocks.Read(e.Root, blocks);
            answer.Message(blocks);
            return true;
        }

        if (Messages.ReadAll(e.Root) is { } list)
        {
            answer.Snapshot(list);
            return true;
        }

        if (!e.IsObject || answer.JsonRequested && e is { IsBody: true, Depth: 0 })
        {
            return false;
        }

        if (Messages.Read(e.Root) is { } message)
        {
            answer.Message(message);
            if (message.Role == ChatRole.Assistant)
            {
                answer.Finish(message.FinishReason);
            }

            return true;
        }

        if (e.TryArray("messages", out JsonElement messages) && Messages.ReadAll(messages) is { } all)
        {
            answer.Snapshot(all);
            return true;
        }

        return false;
    }
}
