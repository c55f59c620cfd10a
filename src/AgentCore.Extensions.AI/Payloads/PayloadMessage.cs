using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>A message reduced to what is sent.</summary>
/// <param name="Role">One of the four roles that payloads know: system, user, assistant, tool.</param>
/// <param name="Contents">Text that is not empty, data, addresses, function calls and their results; at least one.</param>
/// <param name="Id">Its own id; <see langword="null"/> where it has none.</param>
internal sealed record PayloadMessage(ChatRole Role, IReadOnlyList<AIContent> Contents, string? Id = null);
