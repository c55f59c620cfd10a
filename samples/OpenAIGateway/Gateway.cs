using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenAIGateway.Configuration;
using OpenAIGateway.Demo;
using OpenAIGateway.Hosting;
using OpenAIGateway.Keys;
using OpenAIGateway.Models;

namespace OpenAIGateway;

/// <summary>The gateway: its configuration read and checked, its endpoints mapped, not yet listening.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const string DefaultAddress = "http://127.0.0.1:4000";

    private readonly WebApplication _app;

    private Gateway(WebApplication app, Demonstration? demonstration)
    {
        _app = app;
        Demonstration = demonstration;
    }

    /// <summary>Gets where it listens, once it does.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Gets what is served where there is no configuration; <see langword="null"/> where there is one.</summary>
    public Demonstration? Demonstration { get; }

    /// <summary>Reads the configuration and composes the gateway.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="models">Models beside those of the configuration, over clients that need no AgentCore.</param>
    /// <exception cref="ConfigurationException">The configuration is no good. No port has been opened.</exception>
    public static async Task<Gateway> CreateAsync(GatewayArguments arguments, params OpenAIChatModel[] models)
    {
        ConfigurationLoader loader = new();
        WebApplicationBuilder builder = CreateBuilder(arguments, loader);
        GatewaySettings settings = loader.ReadSettings(builder.Configuration);
        Demonstration? demonstration = arguments.ConfigurationFile is null && settings.Models.Count == 0 && settings.Keys.Count == 0
            ? await Demonstration.StartAsync(settings)
            : null;
        try
        {
            // Read by a person, not by a log's collector.
            builder.Configuration["Logging:Console:FormatterName"] = demonstration is null ? builder.Configuration["Logging:Console:FormatterName"] : "simple";
            new SettingsValidator(settings, loader.Places).Validate();
            AddServices(builder, settings, loader.Places, [.. models, .. demonstration?.Models ?? []]);
            WebApplication app = builder.Build();
            Map(app);
            CheckServices(app.Services, loader);
            return new Gateway(app, demonstration);
        }
        catch when (demonstration is not null)
        {
            await demonstration.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        await _app.StartAsync();
        GatewayLog.Listening(_app.Services.GetRequiredService<ILogger<Gateway>>(), Address);
    }

    /// <summary>Waits until the process is told to stop, and then as <see cref="StopAsync"/> does.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <summary>Takes no more calls, and waits for the answers that are under way.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        if (Demonstration is not null)
        {
            await Demonstration.DisposeAsync();
        }
    }

    private static WebApplicationBuilder CreateBuilder(GatewayArguments arguments, ConfigurationLoader loader)
    {
        // Beside the program, so that it starts the same from every folder.
        WebApplicationOptions options = new() { ContentRootPath = AppContext.BaseDirectory };
        loader.CheckApplicationSettings(AppContext.BaseDirectory, Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(options);
        if (arguments.ConfigurationFile is { } file)
        {
            loader.AddFile(builder.Configuration, file);
        }

        // Only this machine, unless the operator says otherwise.
        if (arguments.Urls is not null || (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists()))
        {
            builder.WebHost.UseUrls(CheckAddress(arguments.Urls ?? DefaultAddress));
        }

        return builder;
    }

    private static string CheckAddress(string addresses)
    {
        try
        {
            Array.ForEach(addresses.Split(';'), address => BindingAddress.Parse(address));
            return addresses;
        }
        catch (FormatException)
        {
            throw new ConfigurationException(
                new Place("the command line", null, "--urls"), $"'{addresses}' is no address to listen at.", "Give scheme, host and port, such as http://127.0.0.1:4000.");
        }
    }

    private static void AddServices(WebApplicationBuilder builder, GatewaySettings settings, ConfigurationPlaces places, OpenAIChatModel[] models)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<IOpenAIChatModelCatalog>(provider => new AgentModels(
            settings, places, models, provider.GetRequiredService<ILoggerFactory>()));
        services.AddOpenAIChatCompletions(options =>
        {
            options.GetCaller = context => ApiKey.Of(context).Caller;
            foreach (string secret in settings.SessionSecrets)
            {
                options.SessionSecrets.Add(OpenAISessionSecret.FromBase64(secret));
            }
        }).Bind(builder.Configuration.GetSection($"{GatewaySettings.Section}:{nameof(settings.Requests)}"));

        services.AddSingleton<ApiKeyRing>().AddSingleton<UnauthenticatedCalls>();

        // AddAuthentication would bring data protection, which writes keys to the disk that nothing here uses.
        services.AddSingleton(TimeProvider.System).AddWebEncoders().AddAuthenticationCore(options => options.DefaultScheme = ApiKeyHandler.SchemeName);
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddRateLimiter(options => RateLimits.Configure(options, settings));
        Health.Add(services);
        Telemetry.Add(builder);

        services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Limits.ShutdownTime);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<CallLog>();
        app.UseExceptionHandler(handler => handler.Run(context => OpenAIErrors.WriteAsync(
            context, StatusCodes.Status500InternalServerError, "api_error", null, "The gateway failed. Its log says why.")));
        app.UseStatusCodePages(context => Unanswered.WriteAsync(context.HttpContext));
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();

        // LiteLLM's users leave out the version as often as not.
        foreach (string prefix in (string[])["/v1", ""])
        {
            app.MapOpenAIChatCompletions(prefix).RequireAuthorization();
        }

        Health.Map(app);
    }

    /// <summary>Makes what could still fail, before the port opens, and tells what was read but has no effect.</summary>
    private static void CheckServices(IServiceProvider services, ConfigurationLoader loader)
    {
        _ = services.GetRequiredService<IOpenAIChatModelCatalog>();
        try
        {
            _ = services.GetRequiredService<IOptions<OpenAIChatCompletionsOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            Place place = loader.Places.Find($"{GatewaySettings.Section}:{nameof(GatewaySettings.Requests)}");
            throw new ConfigurationException([.. exception.Failures.Select(failure => new ConfigurationFault(place, failure, ""))]);
        }

        ILogger logger = services.GetRequiredService<ILogger<Gateway>>();
        foreach (string note in loader.Notes)
        {
            GatewayLog.Note(logger, note);
        }
    }
}
