using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;

namespace AgentCore.Extensions.AI.Tests;

public sealed class RuntimeSessionIdTests
{
    [Fact]
    public void A_new_id_has_36_characters_and_is_never_the_same()
    {
        string[] ids = [.. Enumerable.Range(0, 1_000).Select(_ => RuntimeSessionId.New())];

        ids.Should().OnlyHaveUniqueItems().And.AllSatisfy(id => id.Should().MatchRegex("^ses-[0-9a-f]{32}$"));
    }

    [Fact]
    public void A_new_id_comes_from_the_cryptographic_source_and_all_its_bits_do()
    {
        MethodInfo create = typeof(RuntimeSessionId).GetMethod(nameof(RuntimeSessionId.New))!;
        byte[] code = create.GetMethodBody()!.GetILAsByteArray()!;

        // What it calls, by the tokens behind each opcode "call".
        Type?[] called = [.. Enumerable.Range(0, code.Length - 4).Where(i => code[i] == OpCodes.Call.Value).Select(i => BitConverter.ToInt32(code, i + 1))
            .Where(token => token >> 24 is 0x06 or 0x0A).Select(token => create.Module.ResolveMethod(token)!.DeclaringType)];
        byte[][] ids = [.. Enumerable.Range(0, 1_000).Select(_ => Convert.FromHexString(RuntimeSessionId.New()["ses-".Length..]))];

        called.Should().Contain(typeof(RandomNumberGenerator)).And.NotContain(typeof(Random)).And.NotContain(typeof(Guid));
        Enumerable.Range(0, 128).Select(bit => ids.Count(id => (id[bit / 8] >> (bit % 8) & 1) == 1)).Should()
            .OnlyContain(set => set > 350 && set < 650, "each is set in half of all ids");
    }

    [Fact]
    public void A_key_gives_the_same_id_everywhere_and_always() =>
        RuntimeSessionId.FromKey("user-42").Should().Be("key-6d894aa3ee802549d7f340e7c1cf0d1c1cb14cd84f768d92ffaa6785337c4997");

    [Fact]
    public void A_secret_gives_other_ids_than_none_and_than_another_secret() =>
        new[]
        {
            RuntimeSessionId.FromKey("user-42"),
            RuntimeSessionId.FromKey("user-42", "0123456789abcdef"),
            RuntimeSessionId.FromKey("user-42", "fedcba9876543210"),
        }.Should().OnlyHaveUniqueItems();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_key_that_is_no_key_is_refused(string key) =>
        FluentActions.Invoking(() => RuntimeSessionId.FromKey(key)).Should().Throw<ArgumentException>().WithParameterName("key");

    [Fact]
    public void Half_a_surrogate_pair_is_refused_since_two_such_keys_would_share_an_id() =>
        FluentActions.Invoking(() => RuntimeSessionId.FromKey("user \ud83d")).Should().Throw<ArgumentException>()
            .WithParameterName("key").WithMessage("The key has half a surrogate pair*");

    [Fact]
    public void A_secret_that_can_be_guessed_is_refused() =>
        FluentActions.Invoking(() => RuntimeSessionId.FromKey("user-42", "short")).Should().Throw<ArgumentException>()
            .WithParameterName("secret").WithMessage("The secret has 5 characters; it needs at least 16*");

    [Theory]
    [InlineData("ses-0123456789abcdef0123456789abcdef", true)]
    [InlineData("A_23456789-123456789_123456789-123", true)]
    [InlineData("012345678901234567890123456789012", true)]
    [InlineData("01234567890123456789012345678901", false)]
    [InlineData("-12345678901234567890123456789012", false)]
    [InlineData("_12345678901234567890123456789012", false)]
    [InlineData("0123456789012345678901234567890\u00e9", false)]
    [InlineData("0123456789012345678901234567890123 5", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_id_from_outside_can_be_checked_before_a_call(string? id, bool isValid) =>
        RuntimeSessionId.IsValid(id).Should().Be(isValid);

    [Fact]
    public void An_id_has_at_most_256_characters()
    {
        RuntimeSessionId.IsValid(new string('a', 256)).Should().BeTrue();
        RuntimeSessionId.IsValid(new string('a', 257)).Should().BeFalse();
    }
}
