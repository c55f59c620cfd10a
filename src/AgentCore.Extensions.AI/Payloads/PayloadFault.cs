namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Faults of what the caller gave, named as the caller names it and not after our own parameters.</summary>
internal static class PayloadFault
{
    /// <summary>Blames the messages, by the name that they have in the methods of IChatClient.</summary>
    public static ArgumentException InMessages(string message) => Make(message, "messages");

    /// <summary>Blames the property path of the options.</summary>
    public static ArgumentException InPropertyPath(string message) => Make(message, nameof(AgentCorePayloadOptions.PropertyPath));

    private static ArgumentException Make(string message, string paramName) => new(message, paramName);
}
