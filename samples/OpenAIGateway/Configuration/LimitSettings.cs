namespace OpenAIGateway.Configuration;

/// <summary>What all callers together may ask of the gateway.</summary>
internal sealed class LimitSettings
{
    /// <summary>Gets or sets how many answers may be under way at once, of all keys together. The default is 2,000.</summary>
    public int Streams { get; set; } = 2000;

    /// <summary>Gets or sets how many calls a minute without a good key are told so, per address; those over it get 429. The default is 60.</summary>
    public int UnauthenticatedPerMinute { get; set; } = 60;

    /// <summary>Gets or sets how long answers that are under way may take to end when the gateway is stopped. The default is 30 seconds.</summary>
    public TimeSpan ShutdownTime { get; set; } = TimeSpan.FromSeconds(30);
}
