using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// What is most likely to need reflection: the container, options bound from configuration, JSON, tools that the agent ran, and a structured answer.
IConfiguration configuration = new ConfigurationManager
{
    ["Agent:AgentRuntimeArn"] = args[0],
    ["Agent:Retry:MaxAttempts"] = "2",
    ["Agent:FirstByteTimeout"] = "00:01:00",
    ["Agent:Credentials:Profile"] = "unused",
};
ServiceCollection services = new();
services.AddAgentCoreChatClient(configuration.GetSection("Agent")).UseAgentCoreSessions();
await using ServiceProvider provider = services.BuildServiceProvider();
IChatClient agent = provider.GetRequiredService<IChatClient>();

ChatOptions session = new() { ConversationId = RuntimeSessionId.FromKey("ada") };
await agent.GetResponseAsync("My name is Ada.", session);
Console.WriteLine((await agent.GetResponseAsync("What is my name?", session)).Text);

ChatResponse sum = await agent.GetResponseAsync("What is 6 x 7?", session);
FunctionCallContent call = sum.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
Console.WriteLine($"{call.Name}({call.Arguments!["expression"]}): {sum.Messages[^1].Text}");

// A signed call to an address where nobody is: the SDK's pipeline and the exceptions work too.
ServiceCollection signed = new();
signed.AddAgentCoreChatClient("arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234", options =>
{
    options.ServiceUrl = "http://127.0.0.1:9";
    options.Credentials.AccessKeyId = "AKIDEXAMPLE";
    options.Credentials.SecretAccessKey = "secret";
    options.Retry.MaxAttempts = 1;
});
await using ServiceProvider signedProvider = signed.BuildServiceProvider();
try
{
    await signedProvider.GetRequiredService<IChatClient>().GetResponseAsync("hi");
}
catch (AgentCoreException exception)
{
    Console.WriteLine($"{exception.IsSafeToRetry}: {exception.Message}");
}
