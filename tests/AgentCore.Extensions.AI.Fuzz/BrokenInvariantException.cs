namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>An input has shown that something does not hold.</summary>
internal sealed class BrokenInvariantException(string message, Exception? inner = null) : Exception(message, inner)
{
    public static void ThrowUnless(bool holds, string message)
    {
        if (!holds)
        {
            throw new BrokenInvariantException(message);
        }
    }
}
