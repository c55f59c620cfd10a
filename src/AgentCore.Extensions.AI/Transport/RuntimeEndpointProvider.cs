using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Where the data plane is: the endpoint rules of <c>bedrock-agentcore</c>.</summary>
internal sealed class RuntimeEndpointProvider : IEndpointProvider
{
    public const string ServiceName = "bedrock-agentcore";

    public static EndpointParameters ParametersFor(IClientConfig config, string? region)
    {
        EndpointParameters parameters = new();
        parameters["Region"] = region;
        parameters["UseFIPS"] = config.UseFIPSEndpoint;
        parameters["UseDualStack"] = config.UseDualstackEndpoint;
        parameters["Endpoint"] = config.ServiceURL;
        return parameters;
    }

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        bool fips = parameters["UseFIPS"] is true;
        bool dualStack = parameters["UseDualStack"] is true;
        if (parameters["Endpoint"] is string { Length: > 0 } address)
        {
            return fips || dualStack
                ? throw new AmazonClientException(
                    $"{(fips ? "FIPS" : "Dual stack")} and an endpoint of one's own ({address}) exclude each other. "
                    + "Take one of them out: UseFipsEndpoint or UseDualstackEndpoint (or AWS's settings for them), or ServiceUrl (or AWS_ENDPOINT_URL).")
                : new Endpoint(address);
        }

        if (parameters["Region"] is not string { Length: > 0 } region)
        {
            throw new AmazonClientException(
                "No AWS region is known for this call. Name the runtime by its ARN, or set Region, AWSOptions.Region, the variable AWS_REGION or a region in the profile.");
        }

        Partition partition = Fn.Partition(region);
        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
        {
            throw new AmazonClientException($"The partition {partition.name} of the region {region} has no {(fips ? "FIPS" : "dual-stack")} endpoints.");
        }

        return new Endpoint($"https://{ServiceName}{(fips ? "-fips" : "")}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}
