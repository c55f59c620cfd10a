using AgentCore.Extensions.AI.Tests;
using Amazon;
using Amazon.BedrockAgentCore;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task The_client_comes_from_the_container_and_stays_its_own()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");
        ServiceCollection services = new();
        services.AddSingleton<IAmazonBedrockAgentCore>(client);
        services.AddAgentCoreChatClient(FromContainer, Sample.Arn, options => options.Qualifier = "production").UseAgentCoreSessions();
        await using ServiceProvider provider = services.BuildServiceProvider();

        (await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", Sample.InSession)).Text.Should().Be("ok");

        client.Requests.Single().Qualifier.Should().Be("production");
    }

    [Fact]
    public async Task Keyed_agents_have_clients_and_options_of_their_own()
    {
        using ScriptedClient blue = ScriptedClient.Text("blue");
        using ScriptedClient green = ScriptedClient.Text("green");
        ServiceCollection services = new();
        services.AddKeyedAgentCoreChatClient("blue", _ => blue, Sample.Arn, options => options.Qualifier = "b");
        services.AddKeyedAgentCoreChatClient("green", _ => green, Sample.Arn, options => options.Qualifier = "g");
        services.AddAgentCoreChatClient("http://localhost:1");
        await using ServiceProvider provider = services.BuildServiceProvider();

        (await provider.GetRequiredKeyedService<IChatClient>("blue").GetResponseAsync("hi", Sample.InSession)).Text.Should().Be("blue");
        (await provider.GetRequiredKeyedService<IChatClient>("green").GetResponseAsync("hi", Sample.InSession)).Text.Should().Be("green");

        blue.Requests.Single().Qualifier.Should().Be("b");
        green.Requests.Single().Qualifier.Should().Be("g");
        provider.GetRequiredService<IChatClient>().GetService<IAmazonBedrockAgentCore>().Should().BeNull("its calls go to a container");
    }

    [Fact]
    public async Task Options_are_validated_when_the_host_starts()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddAgentCoreChatClient(FromContainer, Sample.Arn, options => options.Credentials.Profile = "dev");
        builder.Services.AddAgentCoreChatClient(Sample.Arn, options => options.Credentials.Profile = "dev");
        using IHost host = builder.Build();

        OptionsValidationException error = (await FluentActions.Awaiting(() => host.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).Which;

        error.Failures.Should().ContainSingle("the other registration may have a profile").Which.Should().Contain("Credentials is set, but AWS's client brings its own");
    }

    [Fact]
    public void A_client_that_sends_again_is_refused_when_the_agent_is_resolved()
    {
        ServiceCollection services = new();
        services.AddSingleton<IAmazonBedrockAgentCore>(_ => new ScriptedClient(_ => null!) { Config = new AmazonBedrockAgentCoreConfig() });
        services.AddAgentCoreChatClient(FromContainer, Sample.Arn);
        using ServiceProvider provider = services.BuildServiceProvider();

        FluentActions.Invoking(provider.GetRequiredService<IChatClient>).Should().Throw<ArgumentException>().WithMessage("*ForAgentRuntimes()*");
    }

    [Fact]
    public void A_client_of_AddAWSService_is_taken_once_its_defaults_are_set()
    {
        AWSOptions aws = new() { Region = RegionEndpoint.USWest2, Credentials = new BasicAWSCredentials("a", "b") };
        aws.DefaultClientConfig.MaxErrorRetry = 0;
        aws.DefaultClientConfig.MaxStaleConnectionRetries = 0;
        aws.DefaultClientConfig.Timeout = Timeout.InfiniteTimeSpan;
        RecordingLogger logger = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(logger));
        services.AddAWSService<IAmazonBedrockAgentCore>(aws);
        services.AddAgentCoreChatClient(FromContainer, Sample.Arn);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IChatClient>().GetService<IAmazonBedrockAgentCore>()!.Config.RegionEndpoint.Should().Be(RegionEndpoint.USWest2);

        logger.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Any_name_is_good_where_the_client_calls_another_address()
    {
        using ScriptedClient client = new(_ => new() { Response = new MemoryStream("ok"u8.ToArray()), ContentType = "text/plain" })
        {
            Config = new AmazonBedrockAgentCoreConfig { ServiceURL = "http://localhost:1" }.ForAgentRuntimes(),
        };
        ServiceCollection services = new();
        services.AddAgentCoreChatClient(_ => client, "my-agent");
        await using ServiceProvider provider = services.BuildServiceProvider();

        (await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", Sample.InSession)).Text.Should().Be("ok");

        client.Requests.Single().AgentRuntimeArn.Should().Be("my-agent");
    }

    private static IAmazonBedrockAgentCore FromContainer(IServiceProvider provider) => provider.GetRequiredService<IAmazonBedrockAgentCore>();
}
