using System.Net;
using Amazon.Runtime;

namespace Amazon.BedrockAgentCore;

/// <summary>Stand-in: AWS's package derives an exception from it for each of the service's errors.</summary>
public class AmazonBedrockAgentCoreException(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
    : AmazonServiceException(message, innerException, errorType, errorCode, requestId, statusCode);
