using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("us-east-1", false, false, "https://bedrock-agentcore.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", true, false, "https://bedrock-agentcore-fips.us-east-1.amazonaws.com/")]
    [InlineData("us-east-1", false, true, "https://bedrock-agentcore.us-east-1.api.aws/")]
    [InlineData("us-east-1", true, true, "https://bedrock-agentcore-fips.us-east-1.api.aws/")]
    [InlineData("cn-north-1", false, false, "https://bedrock-agentcore.cn-north-1.amazonaws.com.cn/")]
    [InlineData("cn-north-1", false, true, "https://bedrock-agentcore.cn-north-1.api.amazonwebservices.com.cn/")]
    [InlineData("us-gov-west-1", false, false, "https://bedrock-agentcore.us-gov-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, true, "https://bedrock-agentcore-fips.us-gov-west-1.api.aws/")]
    public void The_endpoint_follows_from_the_ARN_s_region_and_the_options(string region, bool fips, bool dualStack, string endpoint)
    {
        using RoutingTransport transport = Sample.Transport(new()
        {
            AgentRuntimeArn = Sample.Arn.Replace("us-west-2", region, StringComparison.Ordinal),
            UseFipsEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        });

        transport.Endpoint.Should().Be(new Uri(endpoint));
    }

    [Fact]
    public void The_option_wins_over_the_ARN()
    {
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = Sample.Arn, Region = "eu-central-1" });

        transport.Endpoint.Should().Be(new Uri("https://bedrock-agentcore.eu-central-1.amazonaws.com/"));
    }

    [Fact]
    public async Task FIPS_and_an_address_of_one_s_own_exclude_each_other()
    {
        AgentCoreChatClientOptions options = Sample.Options();
        options.ServiceUrl = "http://127.0.0.1:1";
        options.UseFipsEndpoint = true;
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = await transport.FailAsync();

        error.Message.Should().StartWith("FIPS and an endpoint of one's own").And.Contain("ServiceUrl");
        error.Recovery.Should().Be(AgentCoreRecovery.Pointless);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not an ARN")]
    public void An_endpoint_that_can_not_be_told_is_null(string? runtime)
    {
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = runtime });

        transport.Endpoint.Should().BeNull();
    }

    [Fact]
    public void An_override_is_seen_in_the_options_and_in_AWS_s_own()
    {
        AgentRuntimeTransportFactory.IsEndpointOverridden(new() { ServiceUrl = "http://localhost:5000" }, awsOptions: null).Should().BeTrue();
        AgentRuntimeTransportFactory.IsEndpointOverridden(new() { AgentRuntimeArn = Sample.Arn }, awsOptions: null).Should().BeFalse();
        Amazon.Extensions.NETCore.Setup.AWSOptions aws = new();
        aws.DefaultClientConfig.ServiceURL = "http://localhost:5000";
        AgentRuntimeTransportFactory.IsEndpointOverridden(new(), aws).Should().BeTrue();
    }
}
