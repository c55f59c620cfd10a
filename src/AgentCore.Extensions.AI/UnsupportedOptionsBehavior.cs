using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>Says what happens where a call's <see cref="ChatOptions"/> hold something that the payload can't carry, such as <see cref="ChatOptions.Temperature"/>.</summary>
public enum UnsupportedOptionsBehavior
{
    /// <summary>The call goes on without it, and a warning is logged once per client and option.</summary>
    Warn = 0,

    /// <summary>The call fails with <see cref="NotSupportedException"/> before anything is sent.</summary>
    Throw,
}
