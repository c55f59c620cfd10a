using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds all that is wrong with the settings at once.</summary>
internal sealed class OpenAIChatCompletionsOptionsValidator : IValidateOptions<OpenAIChatCompletionsOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIChatCompletionsOptions options)
    {
        List<string> faults = [];
        Check(options.GetCaller is not null, nameof(options.GetCaller), "is null");
        Check(options.CreateModel is not null, nameof(options.CreateModel), "is null");
        Check(options.SessionSecrets.All(secret => secret is not null), nameof(options.SessionSecrets), "holds null");
        Check(options.EndUserHeader is null || !string.IsNullOrWhiteSpace(options.EndUserHeader), nameof(options.EndUserHeader), "is empty; null means none");
        Check(options.MaxRequestBodySize is >= 1024 and <= 1 << 30, nameof(options.MaxRequestBodySize), "has to be 1 KiB to 1 GiB");
        Check(options.MaxMessages is >= 1 and <= 100_000, nameof(options.MaxMessages), "has to be 1 to 100,000");
        Check(options.MaxJsonDepth is >= 8 and <= 1_000, nameof(options.MaxJsonDepth), "has to be 8 to 1,000");
        Check(options.MaxRememberedCalls is >= 1 and <= 10_000_000, nameof(options.MaxRememberedCalls), "has to be 1 to 10,000,000");
        CheckTime(options.RequestBodyTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(options.RequestBodyTimeout));
        CheckTime(options.FirstUpdateTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1), nameof(options.FirstUpdateTimeout));
        CheckTime(options.KeepAliveInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1), nameof(options.KeepAliveInterval));
        CheckTime(options.ResentCallWindow, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(options.ResentCallWindow));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool isRight, string member, string fault)
        {
            if (!isRight)
            {
                faults.Add($"{nameof(OpenAIChatCompletionsOptions)}.{member} {fault}.");
            }
        }

        void CheckTime(TimeSpan value, TimeSpan min, TimeSpan max, string member) =>
            Check(value >= min && value <= max, member, $"is {value}; it has to be {min} to {max}");
    }
}
