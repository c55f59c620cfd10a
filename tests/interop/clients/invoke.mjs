// AWS's own client, told by one JSON argument what to call. It prints one JSON line for each thing it sees,
// at once, so that the test knows what has arrived while the server is still sending.
import {
  BedrockAgentCoreClient,
  InvokeAgentRuntimeCommand,
  StopRuntimeSessionCommand,
} from '@aws-sdk/client-bedrock-agentcore'

const { operation, endpoint, region, credentials, input, payload } = JSON.parse(process.argv[2])
const commands = { invoke: InvokeAgentRuntimeCommand, stop: StopRuntimeSessionCommand }
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

const client = new BedrockAgentCoreClient({ endpoint, region, credentials, maxAttempts: 1 })
try {
  const command = new commands[operation]({ ...input, ...(payload !== null && { payload: new TextEncoder().encode(payload) }) })
  const { response, $metadata, ...members } = await client.send(command)
  tell({ status: $metadata.httpStatusCode, requestId: $metadata.requestId, ...members })
  if (response !== undefined) {
    const decoder = new TextDecoder()
    for await (const chunk of response) {
      tell({ chunk: decoder.decode(chunk, { stream: true }) })
    }

    tell({ end: true })
  }
} catch (error) {
  tell({
    error: error.name,
    message: error.message,
    status: error.$metadata?.httpStatusCode,
    requestId: error.$metadata?.requestId,
    fault: error.$fault,
    throttling: error.$retryable?.throttling ?? false,
  })
} finally {
  client.destroy()
}
