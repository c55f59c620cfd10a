using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>Streams that are in memory: what is measured is the reader's own work.</summary>
internal sealed class MemorySource : AnswerSource
{
    public override Task<Stream> OpenAsync(Answer answer) => Task.FromResult<Stream>(new MemoryStream(answer.Body));

    public override AgentCoreChatClient Agent(Answer answer) => new(
        new MemoryTransport(answer.Body),
        new AgentCoreChatClientOptions { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234" });

    public override HttpClient Service(Answer answer) => new(new MemoryHandler(answer)) { BaseAddress = new Uri("http://localhost/") };
}
