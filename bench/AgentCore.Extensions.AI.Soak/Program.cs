using System.Globalization;
using OpenAIGateway;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>The soak; started by itself, also its agent and its gateway.</summary>
internal static class Program
{
    public const string GatewayArgument = "--gateway";

    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [FaultyAgent.Argument]:
                await using (FaultyAgent agent = await FaultyAgent.StartAsync())
                {
                    await ProcessSample.ServeAsync(agent.Address);
                    return 0;
                }

            case [GatewayArgument]:
                await using (Gateway gateway = await Gateway.CreateAsync(new GatewayArguments { Urls = "http://127.0.0.1:0" }))
                {
                    await gateway.StartAsync();
                    await ProcessSample.ServeAsync(gateway.Address);
                    return 0;
                }

            case ["--minutes", var minutes] when double.TryParse(minutes, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= 24 * 60:
                return await new Soak(TimeSpan.FromMinutes(number)).RunAsync() ? 0 : 1;
            default:
                Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/AgentCore.Extensions.AI.Soak -- --minutes 30");
                return 2;
        }
    }
}
