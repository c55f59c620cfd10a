using System.Net.Sockets;
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
catch (Exception exception) when (exception is IOException or SocketException)
{
    Console.Error.WriteLine($"{exception.Message.TrimEnd('.')}. Stop what listens there, or choose another address, such as --urls http://127.0.0.1:4001.");
    return 1;
}
