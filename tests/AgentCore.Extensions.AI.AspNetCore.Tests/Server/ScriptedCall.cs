using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>What a client was asked.</summary>
internal sealed record ScriptedCall(IReadOnlyList<ChatMessage> Messages, ChatOptions Options, CancellationToken CancellationToken);
