using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    private const string OtherArn = "arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/other-AbCdEf1234";

    [Fact]
    public void Each_overload_registers_a_client()
    {
        Resolve(services => services.AddAgentCoreChatClient(agentRuntimeArn: Calls.Arn)).Should().Be(Calls.Arn);
        Resolve(services => services.AddAgentCoreChatClient(Calls.Arn, o => o.Qualifier = "production")).Should().Be(Calls.Arn);
        Resolve(services => services.AddAgentCoreChatClient(o => o.AgentRuntimeArn = Calls.Arn)).Should().Be(Calls.Arn);
        Resolve(services => services.AddSingleton("from the container").AddAgentCoreChatClient(
            (provider, o) => o.AgentRuntimeArn = provider.GetRequiredService<string>().Length > 0 ? Calls.Arn : null)).Should().Be(Calls.Arn);
        Resolve(services => services.AddAgentCoreChatClient(Section(("AgentRuntimeArn", Calls.Arn)))).Should().Be(Calls.Arn);
    }

    [Fact]
    public void Each_keyed_overload_registers_a_client_under_its_key()
    {
        Resolve(services => services.AddKeyedAgentCoreChatClient("support", agentRuntimeArn: Calls.Arn), "support").Should().Be(Calls.Arn);
        Resolve(services => services.AddKeyedAgentCoreChatClient("support", o => o.AgentRuntimeArn = Calls.Arn), "support").Should().Be(Calls.Arn);
        Resolve(services => services.AddKeyedAgentCoreChatClient("support", (_, o) => o.AgentRuntimeArn = Calls.Arn), "support").Should().Be(Calls.Arn);
        Resolve(services => services.AddKeyedAgentCoreChatClient("support", Section(("AgentRuntimeArn", Calls.Arn))), "support").Should().Be(Calls.Arn);
    }

    [Fact]
    public void Two_clients_in_one_container_do_not_meet()
    {
        ServiceCollection services = new();
        services.AddKeyedAgentCoreChatClient("a", Calls.Arn, o => o.Qualifier = "one");
        services.AddKeyedAgentCoreChatClient("b", OtherArn);
        services.AddAgentCoreChatClient(Calls.Arn);
        services.AddAgentCoreChatClient(OtherArn);
        using ServiceProvider provider = services.BuildServiceProvider();

        Name(provider.GetRequiredKeyedService<IChatClient>("a")).Should().Be(Calls.Arn);
        Name(provider.GetRequiredKeyedService<IChatClient>("b")).Should().Be(OtherArn);
        provider.GetServices<IChatClient>().Select(Name).Should().Equal(Calls.Arn, OtherArn);
    }

    [Theory]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public void Clients_of_every_lifetime_share_their_registrations_connections(ServiceLifetime lifetime)
    {
        ServiceCollection services = new();
        services.AddAgentCoreChatClient(Calls.Arn, lifetime: lifetime);
        using ServiceProvider provider = services.BuildServiceProvider();
        using IServiceScope one = provider.CreateScope();
        using IServiceScope two = provider.CreateScope();

        IChatClient first = one.ServiceProvider.GetRequiredService<IChatClient>();
        IChatClient second = two.ServiceProvider.GetRequiredService<IChatClient>();

        first.Should().NotBeSameAs(second);
        first.GetService<IAgentRuntimeTransport>().Should().BeSameAs(second.GetService<IAgentRuntimeTransport>());
    }

    [Fact]
    public async Task Connections_belong_to_the_container_and_not_to_a_client()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"ok\""));
        ServiceCollection services = new();
        services.AddAgentCoreChatClient(agent.Address.ToString(), lifetime: ServiceLifetime.Transient);
        ServiceProvider provider = services.BuildServiceProvider();
        IChatClient first = provider.GetRequiredService<IChatClient>();
        IChatClient second = provider.GetRequiredService<IChatClient>();

        first.Dispose();
        (await second.GetResponseAsync("hi")).Text.Should().Be("ok");
        await provider.DisposeAsync();

        await second.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_token_provider_is_given_the_containers_services_and_the_calls_options()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"ok\""));
        ServiceCollection services = new();
        services.AddSingleton("the-token");
        services.AddAgentCoreChatClient(agent.Address.ToString(), o => o.BearerTokenProvider = (context, _) =>
            new($"{context.Services!.GetRequiredService<string>()}-{context.Options!.AdditionalProperties!["runtimeUserId"]}-{context.AgentRuntimeArn == agent.Address.ToString()}"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", new ChatOptions().WithRuntimeUserId("ada"));

        agent.Requests.Should().ContainSingle().Which.Header("Authorization").Should().Be("Bearer the-token-ada-True");
    }

    [Fact]
    public void Everything_but_code_binds_from_configuration()
    {
        IConfigurationSection section = Section(
            ("AgentRuntimeArn", Calls.Arn), ("Region", "eu-west-1"), ("Qualifier", "production"), ("History", "Full"), ("UnsupportedOptions", "Throw"),
            ("StopSessionAfterCall", "true"), ("IdleTimeout", "00:00:30"), ("Payload:PropertyPath", "input.prompt"), ("Limits:MaxEventBytes", "2048"),
            ("Retry:MaxAttempts", "2"), ("Credentials:RoleArn", "arn:aws:iam::123456789012:role/caller"), ("Credentials:ExternalId", "ext"),
            ("Credentials:RoleSessionName", "me"), ("Credentials:AccessKeyId", "AKIA"), ("Credentials:SecretAccessKey", "secret"), ("Credentials:SessionToken", "token"));
        ServiceCollection services = new();
        AgentCoreChatClientOptions bound = null!;
        services.AddAgentCoreChatClient(section, o => bound = o);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<IChatClient>();

        bound.Should().BeEquivalentTo(new
        {
            AgentRuntimeArn = Calls.Arn,
            Region = "eu-west-1",
            Qualifier = "production",
            History = AgentCoreHistory.Full,
            UnsupportedOptions = UnsupportedOptionsBehavior.Throw,
            StopSessionAfterCall = true,
            IdleTimeout = TimeSpan.FromSeconds(30),
            Payload = new { PropertyPath = "input.prompt" },
            Limits = new { MaxEventBytes = 2048 },
            Retry = new { MaxAttempts = 2 },
            Credentials = new
            {
                RoleArn = "arn:aws:iam::123456789012:role/caller",
                ExternalId = "ext",
                RoleSessionName = "me",
                AccessKeyId = "AKIA",
                SecretAccessKey = "secret",
                SessionToken = "token",
            },
        });
    }

    [Theory]
    [InlineData("Qualifer", "production", "*There is no option 'Agents:Support:Qualifer'. There are AgentRuntimeArn, AccountId, Region, Qualifier, *")]
    [InlineData("Retry:MaxTries", "2", "*There is no option 'Agents:Support:Retry:MaxTries'. There are MaxAttempts, BaseDelay, MaxDelay, RetryStartupTimeout.")]
    [InlineData("Retry", "3", "*'Agents:Support:Retry' has to be an object with options of its own, not one value.")]
    [InlineData("Qualifier:0", "production", "*'Agents:Support:Qualifier' has to be one value, not an object or a list.")]
    [InlineData("Credentials:SecretAccessKey:Value", "planted", "*'Agents:Support:Credentials:SecretAccessKey' has to be one value, not an object or a list.")]
    [InlineData("BearerTokenProvider", "planted", "*'Agents:Support:BearerTokenProvider' is set in code: configuration can't hold it.")]
    [InlineData("AWSCredentials", "planted", "*'Agents:Support:AWSCredentials' is set in code: configuration can't hold it.")]
    [InlineData("Payload:Factory", "planted", "*'Agents:Support:Payload:Factory' is set in code: configuration can't hold it.")]
    [InlineData("IdleTimeout", "soon", "*Failed to convert configuration value 'soon' at 'Agents:Support:IdleTimeout' to type 'System.TimeSpan'.")]
    [InlineData("History", "Some", "*'Agents:Support:History'*AgentCoreHistory*")]
    [InlineData("History", "7", "*History: '7' is none of Auto, New, Full.")]
    [InlineData("Retry:MaxAttempts", "0", "*Retry.MaxAttempts: 0 is out of range: 1 to 10.")]
    [InlineData("AgentRuntimeArn", "arn:aws:s3:::bucket", "*'s3'*runtime/my_agent-AbCdEf1234")]
    public async Task A_mistake_in_the_configuration_stops_the_host_at_its_start(string key, string value, string message)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddKeyedAgentCoreChatClient("support", Section(("AgentRuntimeArn", Calls.Arn), (key, value)));
        using IHost host = builder.Build();

        (await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>()).WithMessage(message)
            .Which.Message.Should().StartWith("AgentCoreChatClientOptions from section 'Agents:Support': ").And.NotContain("planted");
    }

    [Fact]
    public void Without_a_host_the_mistake_is_told_when_the_client_is_resolved()
    {
        ServiceCollection services = new();
        services.AddAgentCoreChatClient(_ => { });
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.Invoking(p => p.GetRequiredService<IChatClient>()).Should().Throw<OptionsValidationException>()
            .WithMessage("AgentCoreChatClientOptions: AgentRuntimeArn is missing: give the ARN of a runtime*");
    }

    [Fact]
    public void A_section_that_is_not_there_is_named() =>
        FluentActions.Invoking(() => Resolve(services => services.AddAgentCoreChatClient(new ConfigurationBuilder().Build().GetSection("Agents:Missing"))))
            .Should().Throw<OptionsValidationException>().WithMessage("AgentCoreChatClientOptions from section 'Agents:Missing': The configuration has no such section, or it is empty.");

    [Fact]
    public void Missing_arguments_are_named()
    {
        ServiceCollection services = new();

        services.Invoking(s => s.AddAgentCoreChatClient((string)null!)).Should().Throw<ArgumentNullException>().WithParameterName("agentRuntimeArn");
        services.Invoking(s => s.AddAgentCoreChatClient((IConfigurationSection)null!)).Should().Throw<ArgumentNullException>().WithParameterName("section");
        FluentActions.Invoking(() => ((IServiceCollection)null!).AddAgentCoreChatClient(Calls.Arn)).Should().Throw<ArgumentNullException>().WithParameterName("services");
    }

    private static string? Resolve(Action<IServiceCollection> register, object? key = null)
    {
        ServiceCollection services = new();
        register(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        return Name(key is null ? provider.GetRequiredService<IChatClient>() : provider.GetRequiredKeyedService<IChatClient>(key));
    }

    private static string? Name(IChatClient client) => client.GetService<ChatClientMetadata>()!.DefaultModelId;

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key).Select(setting => new KeyValuePair<string, string?>("Agents:Support:" + setting.Key, setting.Last().Value)))
            .Build()
            .GetSection("Agents:Support");
}
