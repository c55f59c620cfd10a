// An agent that speaks AG-UI as AgentCore Runtime has it: a RunAgentInput comes in, events go out. AG-UI's own schemas check both.
// The server listens on a free port of 127.0.0.1; it prints which.
import { createServer } from 'node:http'
import { RunAgentInputSchema } from '@ag-ui/core/schemas'
import { answer } from './agui-events.mjs'

function* run({ threadId, runId, messages }) {
  const said = messages.map(({ role, content }) => `${role}: ${typeof content === 'string' ? content : content?.map(({ type }) => type).join('+') ?? 'calls'}`)
  yield { type: 'RUN_STARTED', threadId, runId }
  yield { type: 'TEXT_MESSAGE_START', messageId: 'a', role: 'assistant' }
  yield { type: 'TEXT_MESSAGE_CONTENT', messageId: 'a', delta: `Thread ${threadId}. ` }
  yield { type: 'TEXT_MESSAGE_CONTENT', messageId: 'a', delta: said.join('; ') }
  yield { type: 'TEXT_MESSAGE_END', messageId: 'a' }
  yield { type: 'RUN_FINISHED', threadId, runId, outcome: { type: 'success' }, usage: [{ inputTokens: 3, outputTokens: 2 }] }
}

const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) {
    body += piece
  }

  const input = RunAgentInputSchema.safeParse(JSON.parse(body))
  answer(input.success ? run(input.data) : [{ type: 'RUN_ERROR', message: JSON.stringify(input.error.issues), code: 'BAD_INPUT' }], request, response)
})

// The server lives as long as who started it, however that one ends.
process.stdin.on('end', () => process.exit(0)).resume()
server.listen(0, '127.0.0.1', () => process.stdout.write(`Server listening at http://127.0.0.1:${server.address().port}\n`))
