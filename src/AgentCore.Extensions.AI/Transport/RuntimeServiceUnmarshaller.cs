using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Reads the head of an answer and leaves its body where it is; reads errors whole.</summary>
internal sealed class RuntimeServiceUnmarshaller : JsonResponseUnmarshaller
{
    public static RuntimeServiceUnmarshaller Instance { get; } = new();

    public override bool HasStreamingProperty => true;

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) =>
        new RuntimeServiceAnswer { Body = input.Stream, Head = input.ResponseData };

    // The SDK's own reader takes everything that begins with '<' for XML and fails on a proxy's page.
    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        // ConnectionHandler has read the body already: this reads memory.
        using MemoryStream body = new();
        input.Stream.CopyTo(body);
        return new RuntimeServiceException(ServiceError.Read(statusCode, input.ResponseData.GetHeaderValue, body.GetBuffer().AsSpan(0, (int)body.Length)), innerException);
    }

    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => false;
}

/// <summary>The SDK's form of an error, so that its clock correction sees it.</summary>
internal sealed class RuntimeServiceException(ServiceError error, Exception innerException)
    : AmazonServiceException(error.Message ?? error.Code ?? "Unknown", innerException, ErrorType.Unknown, error.Code, error.RequestId, error.Status)
{
    public ServiceError Error { get; } = error;

    /// <summary>Gets or sets whether the call was signed with a wrong clock that is now right.</summary>
    public bool ClockCorrected { get; set; }
}
