using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Tests.Transport;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>
/// What can be wrong with a call is told before anything is sent: through the whole client, against the service and against a container,
/// streamed and not. The server at the other end never sees a request.
/// </summary>
public sealed class BadInputTests
{
    public static TheoryData<string, Type, string> Calls()
    {
        TheoryData<string, Type, string> data = new()
        {
            { "no messages", typeof(ArgumentException), "There is nothing to send*'messages'*" },
            { "null among the messages", typeof(ArgumentException), "One of the messages is null*'messages'*" },
            { "null messages", typeof(ArgumentNullException), "*'messages'*" },
            { "messages without content", typeof(ArgumentException), "The messages hold nothing to send*'messages'*" },
            { "100,000,001 bytes", typeof(ArgumentException), "*the service takes 100,000,000*s3:*" },
            { "100,000,001 bytes of a payload factory", typeof(ArgumentException), "*the service takes 100,000,000*" },
            { "100,000,001 bytes of a raw request", typeof(ArgumentException), "*at most 100,000,000*'Payload'*" },
            { "ConversationId of 32", typeof(ArgumentException), "*has 32 characters*33 to 256 characters*RuntimeSessionId.FromKey(key)*'options.ConversationId'*" },
            { "ConversationId of 257", typeof(ArgumentException), "*has 257 characters*33 to 256 characters*RuntimeSessionId.FromKey(key)*" },
            { "ConversationId with a dot", typeof(ArgumentException), "*the character U+002E at position 4*A-Z, a-z, 0-9, '_' and '-'*RuntimeSessionId.FromKey(key)*" },
            { "ConversationId that begins with a dash", typeof(ArgumentException), "*the character U+002D at position 0*the first a letter or a digit*RuntimeSessionId.FromKey(key)*" },
            { "runtimeSessionId of 32", typeof(ArgumentException), "*has 32 characters*RuntimeSessionId.FromKey(key)*runtimeSessionId*" },
            { "runtimeSessionId of another type", typeof(ArgumentException), "*\"runtimeSessionId\"*System.Int32*has to be a string*" },
            { "two sessions", typeof(ArgumentException), $"ConversationId and runtimeSessionId name different sessions: '{SessionA}' and '{SessionB}'*" },
            { "ARN of another service", typeof(ArgumentException), "*the service 's3'*runtime/my_agent-AbCdEf1234*" },
            { "malformed ARN", typeof(ArgumentException), "*fewer than six parts*runtime/my_agent-AbCdEf1234*" },
            { "bare id", typeof(ArgumentException), "*'ftp://agent' names no agent runtime*runtime/my_agent-AbCdEf1234*" },
            { "unknown region form", typeof(ArgumentException), "*'oregon' is not the name of a region*us-west-2*" },
            { "continuation token", typeof(InvalidOperationException), "*continuation token*" },
            { "required tool mode", typeof(NotSupportedException), "ChatOptions.ToolMode*" },
            { "content that no payload carries", typeof(NotSupportedException), "HostedFileContent can't be sent*" },
        };
        foreach (string key in new[] { "qualifier", "runtimeUserId" })
        {
            data.Add($"{key}: number", typeof(ArgumentException), $"AdditionalProperties[\"{key}\"] is a System.Int32; it has to be a string*");
            data.Add($"{key}: empty", typeof(ArgumentException), $"*\"{key}\"*has 0 characters*");
            data.Add($"{key}: control", typeof(ArgumentException), $"*\"{key}\"*U+0007*");
            data.Add($"{key}: long", typeof(ArgumentException), $"*\"{key}\"*has 1025 characters*");
        }

        data.Add("header: CR LF", typeof(ArgumentException), "The header 'X-Tenant' has the character U+000D at position 1*'options.AdditionalProperties[\"header:X-Tenant\"]'*");
        data.Add("header: not ASCII", typeof(ArgumentException), "The header 'X-Tenant' has the character U+00FC*");
        data.Add("header: name", typeof(ArgumentException), "The header name of 8 characters is malformed*'options.AdditionalProperties[\"header:X Tenant\"]'*");
        foreach (string name in new[] { "Authorization", "Host", "X-Amz-Date", "x-amz-security-token" })
        {
            data.Add($"header: {name}", typeof(ArgumentException), $"The header '{name}' carries the call itself*");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_with_a_fault_is_never_sent(string fault, Type exception, string message)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"sent\""));

        // The large ones are found in the same place for both, and take long to make.
        foreach (bool direct in fault.StartsWith("100", StringComparison.Ordinal) ? new[] { false } : [false, true])
        {
            AgentCoreChatClientOptions options = Sample.Options(fake);
            options.AgentRuntimeArn = direct ? fake.Address.ToString() : Arn;
            (IEnumerable<ChatMessage> messages, ChatOptions call) = Spoil(fault, options);
            using AgentCoreChatClient client = new(options);

            // Streamed, the fault is told where the call is made, not where its updates are read.
            Exception streamed = client.Invoking(c => c.GetStreamingResponseAsync(messages, call)).Should().Throw<Exception>().Which;
            Exception whole = (await client.Awaiting(c => c.GetResponseAsync(messages, call)).Should().ThrowAsync<Exception>()).Which;

            streamed.Should().BeOfType(exception);
            streamed.Message.Should().Match(message);
            whole.Should().BeOfType(exception);
            whole.Message.Should().Be(streamed.Message);
        }

        fake.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(33)]
    [InlineData(256)]
    public async Task Ids_at_their_bounds_are_sent(int length)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("\"sent\""));
        using AgentCoreChatClient client = new(Sample.Options(fake));
        string session = "0" + new string('_', length - 2) + "-";

        (await client.GetResponseAsync("hi", new ChatOptions { ConversationId = session }.WithQualifier(new string('q', 256)).WithRuntimeUserId(new string('u', 1024))))
            .Text.Should().Be("sent");

        fake.Requests.Should().ContainSingle().Which.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(session);
    }

    [Theory]
    [InlineData("http://agents.example.com", null)]
    [InlineData(Arn, "http://agents.example.com")]
    public async Task A_token_never_leaves_over_plain_http(string runtime, string? serviceUrl)
    {
        int connections = 0;
        using AgentCoreChatClient client = new(new AgentCoreChatClientOptions
        {
            AgentRuntimeArn = runtime,
            ServiceUrl = serviceUrl,
            BearerTokenProvider = (_, _) => new(Planted.BearerToken),
            ConfigureHttpHandler = handler => handler.ConnectCallback = (_, _) =>
            {
                connections++;
                throw new IOException("Nobody may connect.");
            },
        });

        (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("A bearer token is sent only over https or to a loopback address, and http://agents.example.com is neither. Nothing was sent.");
        connections.Should().Be(0);
    }

    private static (IEnumerable<ChatMessage> Messages, ChatOptions Options) Spoil(string fault, AgentCoreChatClientOptions client)
    {
        const int TooMany = 100_000_001;
        IEnumerable<ChatMessage> messages = [new(ChatRole.User, "hi")];
        ChatOptions options = new() { AdditionalProperties = [] };
        string[] parts = fault.Split(": ");
        switch (parts[0])
        {
            case "no messages": messages = []; break;
            case "null among the messages": messages = [null!]; break;
            case "null messages": messages = null!; break;
            case "messages without content": messages = [new(ChatRole.User, "")]; break;
            case "100,000,001 bytes": messages = [new(ChatRole.User, new string('a', TooMany))]; break;
            case "100,000,001 bytes of a payload factory": client.Payload.Factory = _ => new byte[TooMany]; break;
            case "100,000,001 bytes of a raw request": options.RawRepresentationFactory = _ => new AgentRuntimeRequest { Payload = new byte[TooMany] }; break;
            case "ConversationId of 32": options.ConversationId = new string('a', 32); break;
            case "ConversationId of 257": options.ConversationId = new string('a', 257); break;
            case "ConversationId with a dot": options.ConversationId = "user." + new string('a', 40); break;
            case "ConversationId that begins with a dash": options.ConversationId = "-" + new string('a', 40); break;
            case "runtimeSessionId of 32": options.AdditionalProperties["runtimeSessionId"] = new string('a', 32); break;
            case "runtimeSessionId of another type": options.AdditionalProperties["runtimeSessionId"] = 42; break;
            case "two sessions": (options.ConversationId, options.AdditionalProperties["runtimeSessionId"]) = (SessionA, SessionB); break;
            case "ARN of another service": options.AdditionalProperties["agentRuntimeArn"] = "arn:aws:s3:us-west-2:123456789012:runtime/a"; break;
            case "malformed ARN": options.AdditionalProperties["agentRuntimeArn"] = "arn:aws:bedrock-agentcore:us-west-2"; break;
            case "bare id": options.AdditionalProperties["agentRuntimeArn"] = "ftp://agent"; break;
            case "unknown region form": options.AdditionalProperties["agentRuntimeArn"] = Arn.Replace("us-west-2", "oregon", StringComparison.Ordinal); break;
            case "continuation token": options.ContinuationToken = ResponseContinuationToken.FromBytes(new byte[1]); break;
            case "required tool mode": options.ToolMode = ChatToolMode.RequireAny; break;
            case "content that no payload carries": messages = [new(ChatRole.User, [new HostedFileContent("file-1")])]; break;
            case "header" when parts[1] == "CR LF": options.AdditionalProperties["header:X-Tenant"] = "a\r\nX-Evil: 1"; break;
            case "header" when parts[1] == "not ASCII": options.AdditionalProperties["header:X-Tenant"] = "ü"; break;
            case "header" when parts[1] == "name": options.AdditionalProperties["header:X Tenant"] = "a"; break;
            case "header": options.AdditionalProperties["header:" + parts[1]] = "a"; break;
            default:
                options.AdditionalProperties[parts[0]] = parts[1] switch { "number" => 42, "empty" => "", "control" => "a\a", _ => new string('a', 1025) };
                break;
        }

        return (messages, options);
    }
}
