// Agents on AWS's own hosting for TypeScript. The prompt says which one answers.
// The server listens on a free port of 127.0.0.1; its log says which, in "Server listening at http://…".
import { BedrockAgentCoreApp } from 'bedrock-agentcore/runtime'
import { converseOf, strandsAgent, textOf } from './strands.mjs'

const memory = new Map()

const agents = {
  string: () => 'Grüße, plain "text".\nSecond line 🙂',
  object: () => ({ result: 'Hello from an object.', status: 'ok' }),
  'object-of-many-keys': () => ({ city: 'Oslo', degrees: 7 }),
  converse: () => ({
    result: {
      role: 'assistant',
      content: [{ text: 'Hello from Converse.' }],
      metadata: { usage: { inputTokens: 5, outputTokens: 4, totalTokens: 9 } },
    },
  }),
  nothing: () => null,
  context: (request, { sessionId, headers }) => ({
    sessionId,
    custom: headers['x-amzn-bedrock-agentcore-runtime-custom-tenant'] ?? null,
  }),
  counter: (request, { sessionId }) => {
    memory.set(sessionId, (memory.get(sessionId) ?? 0) + 1)
    return `Turn ${memory.get(sessionId)}`
  },
  generator: async function* () {
    yield 'Hel'
    yield 'lo, '
    yield ' wörld 🙂'
    yield '\nnew line'
  },
  'generator-of-objects': async function* () {
    yield { text: 'one ' }
    yield { text: 'two' }
  },
  'generator-of-converse': async function* () {
    yield { messageStart: { role: 'assistant' } }
    yield { contentBlockDelta: { delta: { text: 'Hello ' }, contentBlockIndex: 0 } }
    yield { contentBlockDelta: { delta: { text: 'again' }, contentBlockIndex: 0 } }
    yield { contentBlockStop: { contentBlockIndex: 0 } }
    yield { messageStop: { stopReason: 'end_turn' } }
    yield { metadata: { usage: { inputTokens: 12, outputTokens: 2, totalTokens: 14 } } }
  },
  'empty-generator': async function* () {},
  throw: () => {
    throw new Error('The agent broke before its answer.')
  },
  'throw-at-first': async function* () {
    throw new Error('The agent broke at its first event.')
  },
  'throw-mid': async function* () {
    yield 'Half an answer'
    throw new Error('The agent broke in its answer.')
  },
  'strands-text': () => textOf(strandsAgent('text').stream('hi')),
  'strands-tools': () => converseOf(strandsAgent('tools').stream('hi')),
  'strands-failing-model': () => converseOf(strandsAgent('failing-model').stream('hi')),
}

const app = new BedrockAgentCoreApp({
  invocationHandler: {
    process: (request, context) => {
      const agent = agents[request.prompt]
      if (agent === undefined) {
        throw new Error(`There is no agent '${request.prompt}'.`)
      }

      return agent(request, context)
    },
  },
})

// The server lives as long as who started it, however that one ends.
process.stdin.on('end', () => process.exit(0)).resume()
app.run({ host: '127.0.0.1', port: 0 })
