// Agents on AWS's own hosting for TypeScript. The prompt says which one answers.
// The server listens on a free port of 127.0.0.1; its log says which, in "Server listening at http://…".
import { BedrockAgentCoreApp } from 'bedrock-agentcore/runtime'
import { langGraph, question } from './langgraph.mjs'
import { converseOf, strandsAgent, textOf } from './strands.mjs'
import { vercelRun } from './vercel.mjs'

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
  'strands-events': () => strandsAgent('tools').stream('hi'),
  'strands-events-failing-model': () => strandsAgent('failing-model').stream('hi'),
  'strands-result': () => strandsAgent('tools').invoke('hi'),
  'langgraph-messages': () => langGraph('tool').stream(question, { streamMode: 'messages' }),
  'langgraph-updates': () => langGraph('tool').stream(question, { streamMode: 'updates' }),
  'langgraph-values': () => langGraph('tool').stream(question, { streamMode: 'values' }),
  'langgraph-state': () => langGraph('tool').invoke(question),
  'langgraph-failing-tool': () => langGraph('two-tools').stream(question, { streamMode: 'messages' }),
  'langgraph-failing-model': () => langGraph('failing-model').stream(question, { streamMode: 'messages' }),
  'vercel-ui': () => each(vercelRun('tool').toUIMessageStream()),
  'vercel-reasoning': () => each(vercelRun('reasoning').toUIMessageStream()),
  'vercel-full-stream': () => each(vercelRun('tool').fullStream),
  'vercel-failing-tool': () => each(vercelRun('failing-tool').toUIMessageStream({ onError: (error) => error.message })),
  'vercel-failing-model': () => each(vercelRun('failing-model').toUIMessageStream({ onError: (error) => error.message })),
  'strands-failing-model': () => converseOf(strandsAgent('failing-model').stream('hi')),
}

// The host would send a web stream's bytes as they are: as a generator it sends events.
async function* each(stream) {
  yield* stream
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
