using AgentCore.Extensions.AI.Fuzz.Requests;
using AgentCore.Extensions.AI.Fuzz.Responses;
using AgentCore.Extensions.AI.Fuzz.Wire;

namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>The targets by their names.</summary>
internal static class Targets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> s_targets = new(StringComparer.Ordinal)
    {
        ["response"] = () => new ResponseTarget(),
        ["wire"] = () => new WireTarget(),
        ["request"] = () => new RequestTarget(),
    };

    public static IEnumerable<string> Names => s_targets.Keys;

    /// <summary>Finds a target, which is made when it is first used.</summary>
    public static Lazy<IFuzzTarget>? Find(string name) => s_targets.TryGetValue(name, out Func<IFuzzTarget>? create) ? new Lazy<IFuzzTarget>(create) : null;
}
