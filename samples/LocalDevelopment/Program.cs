using System.Globalization;
using AgentCore.Extensions.AI;
using LocalAgent;
using LocalDevelopment;

// Without a command of yours, the program starts itself a second time to be the agent; see samples/LocalAgent.
if (args is [AgentProcess.Argument])
{
    return await AgentServer.RunAsync();
}

Dictionary<string, string>? arguments = SampleArguments.Parse(
    args,
    [
        .. SampleArguments.Agent,
        ("--command", "COMMAND: what starts the agent, such as \"python agent.py\""),
        ("--port", "PORT: where that agent listens; 8080 where none is given, as in AgentCore"),
    ]);
if (arguments is null || !int.TryParse(arguments.GetValueOrDefault("--port", "8080"), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
{
    return 2;
}

try
{
    if (arguments.TryGetValue("--arn", out string? arn))
    {
        Console.WriteLine($"On AgentCore Runtime: {arn}");
        await App.RunAsync(arn, arguments.GetValueOrDefault("--qualifier"));
        return 0;
    }

    if (arguments.TryGetValue("--command", out string? command))
    {
        await using AgentCommand own = await AgentCommand.StartAsync(command, port);
        Console.WriteLine($"At its address: {own.Address}");
        await App.RunAsync(own.Address);
        return 0;
    }

    await using AgentProcess agent = await AgentProcess.StartAsync();
    Console.WriteLine($"1. At its address: {agent.Address}");
    await App.RunAsync(agent.Address);

    // What an emulator of the data plane needs, and what Aspire sets for a project that has an agent as its reference.
    Console.WriteLine();
    Console.WriteLine($"2. Behind a data plane on this machine: AWS_ENDPOINT_URL_BEDROCK_AGENTCORE={agent.Address}");
    Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", agent.Address);
    Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
    Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
    Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", null);
    Environment.SetEnvironmentVariable("AWS_REGION", "us-west-2");
    await App.RunAsync("my-agent");
    return 0;
}
catch (Exception exception) when (exception is AgentCoreException or InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine();
    Console.Error.WriteLine(exception.Message);
    return 1;
}
