using AgentCore.Extensions.AI.Load;

switch (args)
{
    case [ServerProcess.Argument]:
        await AgentServer.RunAsync();
        return 0;
    case [ManyTable.RunArgument, var kind, var count, var server]:
        Console.WriteLine(await ManyRun.RunAsync(kind, int.Parse(count, null), new Uri(server)));
        return 0;
}

using ServerProcess process = ServerProcess.Start(typeof(ServerProcess).Assembly);
Uri address = await process.ReadAddressAsync();
switch (args)
{
    case ["--first-token"]:
        return await FirstTokenTable.PrintAsync(address);
    case ["--many"]:
        return await ManyTable.PrintAsync(address);
    case ["--long"]:
        return await LongTable.PrintAsync(address);
    default:
        Console.Error.WriteLine("Say what to measure: --first-token, --many or --long.");
        return 2;
}
