using Microsoft.AspNetCore.Connections;
using OpenAIGateway;
using OpenAIGateway.Configuration;

if (!GatewayArguments.TryParse(args, out GatewayArguments arguments))
{
    Console.Error.WriteLine(GatewayArguments.Usage);
    return 2;
}

try
{
    await using Gateway gateway = await Gateway.CreateAsync(arguments);
    await gateway.StartAsync();
    gateway.Demonstration?.Describe(Console.Out, gateway.Address);
    await gateway.WaitForShutdownAsync();
    return 0;
}
catch (ConfigurationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    Console.Error.WriteLine($"{exception.Message} Stop what listens there, or choose another address, such as --urls http://127.0.0.1:4001.");
    return 1;
}
