using System.Net;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>The rules for sending again by themselves: which failures, how often, and after how long a pause.</summary>
public sealed class InvocationRetryTests
{
    private readonly ImmediateTime _time = new();

    [Theory]
    [InlineData(nameof(AgentCoreRecovery.None), 3)]
    [InlineData(nameof(AgentCoreRecovery.Pointless), 1)]
    [InlineData(nameof(AgentCoreRecovery.ClockCorrected), 2)]
    [InlineData(nameof(AgentCoreRecovery.CredentialsCleared), 2)]
    [InlineData(nameof(AgentCoreRecovery.TokenRefused), 2)]
    public async Task What_was_mended_is_tried_once_more_and_what_nothing_mends_is_not(string recovery, int tries)
    {
        AgentCoreException error = new("no connection") { IsSafeToRetry = true, Recovery = Enum.Parse<AgentCoreRecovery>(recovery) };

        (await CountAsync(new(), _ => error)).Should().Be(tries);
    }

    [Fact]
    public async Task Each_thing_is_mended_once_and_all_tries_together_are_bounded()
    {
        AgentCoreRecovery[] failures = [AgentCoreRecovery.ClockCorrected, AgentCoreRecovery.CredentialsCleared, AgentCoreRecovery.TokenRefused, AgentCoreRecovery.ClockCorrected];

        (await CountAsync(new() { MaxAttempts = 10 }, number => new("mended") { IsSafeToRetry = true, Recovery = failures[number - 1] })).Should().Be(4);
        (await CountAsync(new() { MaxAttempts = 2 }, number => new("mended") { IsSafeToRetry = true, Recovery = failures[number - 1] })).Should().Be(2);
        _time.Pauses.Should().BeEmpty("what is mended need not wait");
    }

    [Fact]
    public async Task A_refused_token_is_told_to_every_later_try_and_to_none_before()
    {
        List<bool> told = [];
        InvocationRetry retry = new(new(), NullLogger.Instance, _time);

        await FluentActions.Awaiting(() => retry.RunAsync<string>(
            (refused, _) =>
            {
                told.Add(refused);
                throw new AgentCoreException("no") { IsSafeToRetry = true, Recovery = told.Count == 2 ? AgentCoreRecovery.TokenRefused : AgentCoreRecovery.None };
            },
            CancellationToken.None)).Should().ThrowAsync<AgentCoreException>();

        told.Should().Equal(false, false, true);
    }

    [Theory]
    [InlineData(429, "ThrottlingException", true, 3)]
    [InlineData(409, "RetryableConflictException", true, 3)]
    [InlineData(409, "ConflictException", true, 1)]
    [InlineData(429, "ThrottlingException", false, 1)]
    public async Task An_answer_is_tried_again_by_its_name_where_nothing_ran(int status, string name, bool isSafe, int tries) =>
        (await CountAsync(new(), _ => new("turned down") { StatusCode = (HttpStatusCode)status, ErrorCode = name, IsSafeToRetry = isSafe })).Should().Be(tries);

    [Theory]
    [InlineData(424, "RuntimeClientError", "Runtime initialization time exceeded.", true, 2)]
    [InlineData(424, "RuntimeClientError", "runtime INITIALIZATION time exceeded.", true, 2)]
    [InlineData(424, "RuntimeClientError", "Runtime initialization time exceeded.", false, 1)]
    [InlineData(424, "RuntimeClientError", "The container failed.", true, 1)]
    [InlineData(424, "AnotherError", "Runtime initialization time exceeded.", true, 1)]
    [InlineData(200, "RuntimeClientError", "Runtime initialization time exceeded.", true, 1)]
    [InlineData(null, "RuntimeClientError", "Runtime initialization time exceeded.", true, 1)]
    public async Task A_startup_time_out_is_known_by_its_name_its_words_and_a_status(int? status, string name, string message, bool optIn, int tries) =>
        (await CountAsync(new() { RetryStartupTimeout = optIn }, _ => new(message) { StatusCode = (HttpStatusCode?)status, ErrorCode = name })).Should().Be(tries);

    [Fact]
    public async Task A_caller_who_has_left_gets_no_further_try()
    {
        using CancellationTokenSource caller = new();
        int tries = 0;
        InvocationRetry retry = new(new(), NullLogger.Instance, _time);

        await FluentActions.Awaiting(() => retry.RunAsync<string>(
            (_, _) =>
            {
                tries++;
                caller.Cancel();
                throw new AgentCoreException("no connection") { IsSafeToRetry = true };
            },
            caller.Token)).Should().ThrowAsync<AgentCoreException>();

        tries.Should().Be(1);
    }

    [Fact]
    public async Task Pauses_are_drawn_from_a_range_that_doubles_up_to_its_bound()
    {
        AgentCoreRetryOptions options = new() { MaxAttempts = 5, BaseDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(3) };
        double[] longest = [1, 2, 3, 3];

        // Of a hundred draws one is in the upper half of its range, unless the range is wrong.
        double[][] draws = new double[100][];
        for (int call = 0; call < draws.Length; call++)
        {
            ImmediateTime time = new();
            await CountAsync(options, _ => new("no connection") { IsSafeToRetry = true }, time);
            draws[call] = [.. time.Pauses.Select(pause => pause.TotalHours)];
        }

        draws.Should().OnlyContain(pauses => pauses.Length == longest.Length);
        for (int pause = 0; pause < longest.Length; pause++)
        {
            draws.Max(pauses => pauses[pause]).Should().BeInRange(longest[pause] / 2, longest[pause]);
        }
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(8, 1)]
    public async Task The_service_may_ask_for_a_pause_up_to_the_longest(int seconds, int tries)
    {
        AgentCoreRetryOptions options = new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromSeconds(7) };

        (await CountAsync(options, _ => new("slow down")
        {
            StatusCode = HttpStatusCode.TooManyRequests,
            ErrorCode = "ThrottlingException",
            IsSafeToRetry = true,
            RetryAfter = TimeSpan.FromSeconds(seconds),
        })).Should().Be(tries);

        _time.Pauses.Should().Equal(Enumerable.Repeat(TimeSpan.FromSeconds(7), tries - 1));
    }

    [Fact]
    public async Task A_pause_is_never_shorter_than_the_draw_where_the_service_asks_for_less()
    {
        AgentCoreRetryOptions options = new() { MaxAttempts = 101, BaseDelay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(1) };

        await CountAsync(options, _ => new("no connection") { IsSafeToRetry = true, RetryAfter = TimeSpan.FromMilliseconds(1) });

        _time.Pauses.Max().Should().BeGreaterThan(TimeSpan.FromMilliseconds(500));
    }

    // How many tries are made of a call that fails each time.
    private async Task<int> CountAsync(AgentCoreRetryOptions options, Func<int, AgentCoreException> failure, ImmediateTime? time = null)
    {
        List<AgentCoreException> failures = [];
        InvocationRetry retry = new(options, NullLogger.Instance, time ?? _time);
        AgentCoreException error = (await FluentActions.Awaiting(() => retry.RunAsync<string>(
            (_, _) =>
            {
                failures.Add(failure(failures.Count + 1));
                throw failures[^1];
            },
            CancellationToken.None)).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Should().BeSameAs(failures[^1]);
        return failures.Count;
    }
}
