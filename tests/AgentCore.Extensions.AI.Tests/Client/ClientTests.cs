using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

public sealed class ClientTests
{
    [Fact]
    public void Services_are_found_by_type_and_never_by_key()
    {
        ScriptedTransport transport = new();
        IChatClient client = transport.Client();

        client.GetService<AgentCoreChatClient>().Should().BeSameAs(client);
        client.GetService<IChatClient>().Should().BeSameAs(client);
        client.GetService<IAgentRuntimeTransport>().Should().BeSameAs(transport);
        client.GetService<ScriptedTransport>().Should().BeSameAs(transport);
        client.GetService(typeof(AgentCoreChatClient), "key").Should().BeNull();
        client.GetService<string>().Should().BeNull();
        client.Invoking(c => c.GetService(null!)).Should().Throw<ArgumentNullException>().WithParameterName("serviceType");
    }

    [Fact]
    public void Metadata_tells_telemetry_whom_it_watches_and_is_made_once()
    {
        IChatClient client = new ScriptedTransport().Client();

        ChatClientMetadata metadata = client.GetService<ChatClientMetadata>()!;

        metadata.ProviderName.Should().Be("aws.bedrock");
        metadata.ProviderUri.Should().Be("https://bedrock-agentcore.us-west-2.amazonaws.com");
        metadata.DefaultModelId.Should().Be(Arn);
        client.GetService<ChatClientMetadata>().Should().BeSameAs(metadata);
    }

    [Fact]
    public async Task An_error_in_a_stream_comes_after_what_was_before_it()
    {
        AgentCoreChatClient client = new ScriptedTransport(_ => ScriptedTransport.Sse(
            "\"partial \"", "\"answer\"", """{"error": "upstream closed", "error_type": "ConnectionError", "message": "An error occurred during streaming"}""")).Client();
        List<ChatResponseUpdate> updates = [];

        Func<Task> streaming = async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi"))
            {
                updates.Add(update);
            }
        };

        AgentCoreException exception = (await streaming.Should().ThrowAsync<AgentCoreException>()).Which;
        exception.Should().BeEquivalentTo(new { ErrorCode = "ConnectionError", StatusCode = HttpStatusCode.OK, IsSafeToRetry = false });
        exception.Message.Should().Contain("upstream closed");
        exception.PartialResponse.Should().BeNull("the stream has given it already");
        string.Concat(updates.Select(update => update.Text)).Should().Be("partial answer");
    }

    [Fact]
    public async Task Not_streamed_the_error_has_what_came_before_it()
    {
        AgentCoreChatClient client = new ScriptedTransport(_ => ScriptedTransport.Sse("\"partial answer\"", """{"error": "upstream closed"}""")).Client();

        AgentCoreException exception = (await client.Invoking(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which;

        exception.PartialResponse!.Text.Should().Be("partial answer");
        exception.RuntimeSessionId.Should().StartWith("ses-");
    }

    [Fact]
    public async Task An_error_before_anything_has_no_partial_response()
    {
        AgentCoreChatClient client = new ScriptedTransport(_ => ScriptedTransport.Sse("""{"error": "no"}""")).Client();

        (await client.Invoking(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which.PartialResponse.Should().BeNull();
    }

    [Fact]
    public async Task A_transport_that_was_given_stays_open()
    {
        ScriptedTransport transport = new();
        AgentCoreChatClient client = transport.Client();

        client.Dispose();

        (await client.GetResponseAsync("hi")).Text.Should().Be("Hello");
    }

    [Theory]
    [InlineData("arn:aws:bedrock-agentcore:us-west-2:123456789012", "*AgentRuntimeArn*fewer than six parts*runtime/my_agent-AbCdEf1234*")]
    [InlineData("arn:aws:s3:us-west-2:123456789012:runtime/a", "*belongs to the service 's3'*runtime/my_agent-AbCdEf1234*")]
    [InlineData("arn:aws:bedrock-agentcore:oregon:123456789012:runtime/a", "*'oregon' is not the name of a region*runtime/my_agent-AbCdEf1234*")]
    [InlineData("arn:aws:bedrock-agentcore:us-west-2:1234:runtime/a", "*'1234' is not an account id*runtime/my_agent-AbCdEf1234*")]
    [InlineData("arn:aws:bedrock-agentcore:us-west-2:123456789012:memory/a", "*'memory/a' is neither runtime/ID*runtime/my_agent-AbCdEf1234*")]
    [InlineData("my_agent-AbCdEf1234", "*needs AccountId (and Region)*runtime/my_agent-AbCdEf1234*")]
    [InlineData("not an agent", "*names no agent runtime*runtime/my_agent-AbCdEf1234*")]
    [InlineData("ftp://localhost", "*names no agent runtime*runtime/my_agent-AbCdEf1234*")]
    [InlineData("http://localhost:8080/?a=b", "*not the address of a container*http://localhost:8080*")]
    public void A_malformed_runtime_is_refused_with_an_example_of_a_right_one(string agentRuntimeArn, string message) =>
        FluentActions.Invoking(() => new AgentCoreChatClient(agentRuntimeArn)).Should().Throw<ArgumentException>()
            .WithMessage(message).WithParameterName("agentRuntimeArn");

    [Fact]
    public void No_runtime_at_all_is_told_at_the_first_call() =>
        new ScriptedTransport().Client(o => o.AgentRuntimeArn = null).Invoking(c => c.GetStreamingResponseAsync("hi"))
            .Should().Throw<ArgumentException>().WithMessage("Neither the client's options nor the call name an agent runtime*");

    [Fact]
    public void All_faults_of_options_are_told_together() =>
        FluentActions.Invoking(() => new ScriptedTransport().Client(o =>
        {
            o.Region = "oregon";
            o.ConnectTimeout = TimeSpan.Zero;
            o.Retry.MaxAttempts = 0;
            o.Limits.MaxJsonDepth = 5;
            o.Payload.PropertyPath = "input..prompt";
            o.AccountId = "1234";
            o.Credentials.AccessKeyId = "AKIA";
            o.Credentials.RoleArn = "agent-caller";
            o.Credentials.RoleSessionName = "m";
            o.Credentials.ExternalId = "an id";
            o.ServiceUrl = "localhost:4566";
        })).Should().Throw<ArgumentException>().WithParameterName("options").Which.Message.Should().ContainAll(
            "Region: 'oregon' is not the name of an AWS region",
            "ConnectTimeout: 00:00:00 is out of range",
            "Retry.MaxAttempts: 0 is out of range: 1 to 10",
            "Limits.MaxJsonDepth: 5 is out of range",
            "Payload.PropertyPath: 'input..prompt' is no path",
            "AccountId: The account id '1234' is malformed: it has 12 digits, such as 123456789012.",
            "Credentials: AccessKeyId and SecretAccessKey go together",
            "Credentials.RoleArn: 'agent-caller' is not the ARN of a role, such as arn:aws:iam::123456789012:role/agent-caller.",
            "Credentials.RoleSessionName: 'm' is not 2 to 64 letters",
            "Credentials.ExternalId: 'an id' is not 2 to 1,224 letters",
            "ServiceUrl: 'localhost:4566' is no http(s) address");

    [Fact]
    public async Task A_client_keeps_its_options_when_the_caller_goes_on_with_them()
    {
        await using FakeAgentRuntime a = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"a\""));
        await using FakeAgentRuntime b = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"b\""));
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = a.Address.ToString() };
        using AgentCoreChatClient first = new(options);
        options.AgentRuntimeArn = b.Address.ToString();
        options.Payload.PropertyPath = "input";
        using AgentCoreChatClient second = new(options);

        (await first.GetResponseAsync("hi")).Text.Should().Be("a");
        (await second.GetResponseAsync("hi")).Text.Should().Be("b");
        a.Requests.Should().ContainSingle().Which.BodyText.Should().Be("""{"prompt":"hi"}""");
        b.Requests.Should().ContainSingle().Which.BodyText.Should().Be("""{"input":"hi"}""");
    }

    [Fact]
    public async Task A_clients_connections_keep_their_options_too()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"ok\""));
        AgentCoreChatClientOptions options = Transport.Sample.Options(fake);
        using AgentCoreChatClient client = new(options);
        options.Credentials.AccessKeyId = "ANOTHERS";
        options.ConfigureHttpHandler = _ => throw new InvalidOperationException("This is another client's handler.");

        await client.GetResponseAsync("hi");

        fake.Requests.Should().ContainSingle().Which.Header("Authorization").Should().Contain("Credential=AKIDEXAMPLE/");
    }

    [Fact]
    public void A_copy_of_options_has_everything_and_shares_no_part_that_can_be_changed()
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Arn, IdleTimeout = TimeSpan.FromSeconds(1) };
        options.Credentials.Profile = "agents";
        options.Limits.MaxBodyBytes = 4096;
        options.Retry.MaxAttempts = 1;
        options.Payload.PropertyPath = "input";

        AgentCoreChatClientOptions copy = options.Copy();

        copy.Should().BeEquivalentTo(options);
        foreach (System.Reflection.PropertyInfo property in typeof(AgentCoreChatClientOptions).GetProperties().Where(property => property.PropertyType.Assembly == typeof(AgentCoreChatClientOptions).Assembly && property.PropertyType.IsClass))
        {
            property.GetValue(copy).Should().NotBeSameAs(property.GetValue(options), property.Name);
        }
    }

    [Fact]
    public async Task A_client_that_was_disposed_of_says_so_by_its_own_name()
    {
        AgentCoreChatClient client = new("http://127.0.0.1:9");
        client.Dispose();

        (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<ObjectDisposedException>()).Which.ObjectName.Should().Be(typeof(AgentCoreChatClient).FullName);
    }
}
