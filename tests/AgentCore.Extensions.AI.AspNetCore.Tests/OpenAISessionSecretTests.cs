namespace AgentCore.Extensions.AI.AspNetCore.Tests;

public sealed class OpenAISessionSecretTests
{
    [Fact]
    public void A_secret_is_thirty_two_bytes_of_base64()
    {
        FluentActions.Invoking(() => OpenAISessionSecret.FromBase64(Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()))).Should().NotThrow();
        foreach (string text in new[] { "", "secret-word", Convert.ToBase64String(new byte[31]), Convert.ToBase64String(new byte[33]), new string('A', 100_000) })
        {
            FluentActions.Invoking(() => OpenAISessionSecret.FromBase64(text)).Should().Throw<ArgumentException>().Which.Message.Should().NotContain("secret-word");
        }

        FluentActions.Invoking(() => OpenAISessionSecret.FromBase64(Convert.ToBase64String(new byte[32]))).Should().Throw<ArgumentException>().WithMessage("*all the same*");
        FluentActions.Invoking(() => OpenAISessionSecret.FromBase64(null!)).Should().Throw<ArgumentNullException>();
    }
}
