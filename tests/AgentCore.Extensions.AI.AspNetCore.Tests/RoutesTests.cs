using System.Net;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.AspNetCore.Tests;

/// <summary>Models, routes, registration.</summary>
public sealed class RoutesTests
{
    [Fact]
    public async Task Models_are_listed_and_found_by_their_names()
    {
        await using Gateway gateway = await Gateway.StartAsync(
            services =>
            {
                services.AddChatClient(new ScriptedChatClient("nameless"));
                services.AddKeyedChatClient("support", new ScriptedChatClient("ok"));
                services.AddKeyedChatClient("bedrock/agentcore/sales", new ScriptedChatClient("ok"));
                services.AddKeyedChatClient(7, new ScriptedChatClient("ok"));
            },
            options => options.CreateModel = (id, client) => new OpenAIChatModel(id, client) { Created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), OwnedBy = "me" });

        (await gateway.GetAsync("/v1/models")).Body.Should().Be(
            """{"object":"list","data":[{"id":"support","object":"model","created":1700000000,"owned_by":"me"},{"id":"bedrock/agentcore/sales","object":"model","created":1700000000,"owned_by":"me"}]}""");
        (await gateway.GetAsync("/v1/models/support")).Body.Should().Be("""{"id":"support","object":"model","created":1700000000,"owned_by":"me"}""");
        (await gateway.GetAsync("/v1/models/bedrock/agentcore/sales")).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.GetAsync("/v1/models/bedrock%2Fagentcore%2fsales")).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.GetAsync("/v1/models/none")).ShouldBeError(404, "invalid_request_error", "model_not_found", "model");
        (await gateway.GetAsync("/v1/models/7")).ShouldBeError(404, "invalid_request_error", "model_not_found", "model");
        (await gateway.PostAsync("""{"model":"bedrock/agentcore/sales","messages":[{"role":"user","content":"Hi"}]}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/chat/completions", "POST")]
    [InlineData("POST", "/v1/models", "GET")]
    [InlineData("DELETE", "/v1/models/agent", "GET")]
    public async Task Another_method_is_405_in_the_same_shape(string method, string path, string allowed)
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        Answer answer = await gateway.SendAsync(request);

        answer.ShouldBeError(405, "invalid_request_error", "method_not_allowed", null);
        answer.Header("Allow").Should().Be(allowed);
    }

    [Theory]
    [InlineData("POST", "/v1/embeddings")]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v1/chat")]
    public async Task Another_path_is_404_in_the_same_shape(string method, string path)
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        using HttpRequestMessage request = new(new HttpMethod(method), path);

        (await gateway.SendAsync(request)).ShouldBeError(404, "invalid_request_error", "unknown_url", null);
    }

    [Fact]
    public async Task Conventions_apply_and_the_applications_own_paths_stay_its_own()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddKeyedChatClient("agent", new ScriptedChatClient("ok"));
        builder.Services.AddOpenAIChatCompletions();
        await using WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapOpenAIChatCompletions("/openai/v1").WithMetadata("marked");
        application.MapOpenAIChatCompletions("");
        application.MapPost("/openai/v1/embeddings", () => "embedded");
        application.MapGet("/other", () => "other");
        application.Use(async (context, next) =>
        {
            context.Response.Headers["x-marked"] = context.GetEndpoint()?.Metadata.GetMetadata<string>();
            await next(context);
        });
        await application.StartAsync();
        using HttpClient http = new() { BaseAddress = new Uri(application.Urls.Single()) };

        (await http.GetAsync("/openai/v1/models")).Headers.GetValues("x-marked").Should().Equal("marked");
        (await (await http.PostAsync("/openai/v1/embeddings", null)).Content.ReadAsStringAsync()).Should().Be("embedded");
        (await http.GetStringAsync("/models")).Should().Contain("\"agent\"");
        (await http.GetStringAsync("/other")).Should().Be("other");
        (await (await http.GetAsync("/nothing")).Content.ReadAsStringAsync()).Should().BeEmpty("an empty prefix leaves the application's 404 alone");
    }

    [Fact]
    public void Mapping_without_services_says_what_is_missing()
    {
        using WebApplication application = WebApplication.CreateSlimBuilder().Build();

        FluentActions.Invoking(() => application.MapOpenAIChatCompletions()).Should().Throw<InvalidOperationException>().WithMessage("*AddOpenAIChatCompletions*");
    }

    [Fact]
    public async Task Settings_out_of_bounds_stop_the_start_and_are_all_named()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddOpenAIChatCompletions(options =>
        {
            options.MaxMessages = 0;
            options.KeepAliveInterval = TimeSpan.Zero;
            options.EndUserHeader = " ";
        });
        await using WebApplication application = builder.Build();

        (await FluentActions.Awaiting(() => application.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Failures.Should().HaveCount(3).And.Contain("OpenAIChatCompletionsOptions.MaxMessages has to be 1 to 100,000.");
    }

    [Fact]
    public async Task Middleware_can_write_errors_in_the_same_shape()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        await using WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.Run(context => OpenAIErrors.WriteAsync(context, 401, "invalid_request_error", "invalid_api_key", "The API key is wrong.", "key"));
        await application.StartAsync();
        using HttpClient http = new() { BaseAddress = new Uri(application.Urls.Single()) };

        using HttpResponseMessage response = await http.GetAsync("/v1/models");

        Answer answer = await Answer.ReadAsync(response);
        answer.ShouldBeError(401, "invalid_request_error", "invalid_api_key", "key");
        answer.Body.Should().Be("""{"error":{"message":"The API key is wrong.","type":"invalid_request_error","param":"key","code":"invalid_api_key"}}""");
        await FluentActions.Awaiting(() => OpenAIErrors.WriteAsync(new DefaultHttpContext(), 200, "t", "c", "m")).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }
}
