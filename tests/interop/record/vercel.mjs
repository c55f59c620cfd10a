// Agents written with Vercel's AI SDK: the ways in which it sends a run over HTTP.
import { pipeTextStreamToResponse } from 'ai'
import { vercelRun } from '../agents/vercel.mjs'

const source = (what) => `npm ai@6.0.326 with a scripted model; ${what}`
const onError = (error) => error.message

const ui = (script, expected, notes) => ({
  name: `vercel-ui-${script}`,
  source: source('a Node server with pipeUIMessageStreamToResponse'),
  notes,
  serve: (request, response) => vercelRun(script).pipeUIMessageStreamToResponse(response, {
    onError,
    generateMessageId: () => 'message-1',
    messageMetadata: ({ part }) => (part.type === 'finish' ? { usage: part.totalUsage } : undefined),
  }),
  expected,
})

const hosted = (name, script, what, process, expected, notes) => ({
  name: `vercel-${name}-${script}`,
  source: source(`npm bedrock-agentcore@0.4.4; the handler ${what}`),
  notes,
  process: () => process(vercelRun(script)),
  expected,
})

const fullStream = (script, expected, notes) => hosted('full-stream', script, 'yielded every part of fullStream', async function* (run) {
  for await (const part of run.fullStream) {
    yield part.type === 'error' ? { type: 'error', error: part.error.message } : part
  }
}, expected, notes)

const uiStream = (script, expected) => hosted('ui-chunks', script, 'yielded every chunk of toUIMessageStream()', (run) => iterate(run.toUIMessageStream({ onError })), expected)

async function* iterate(stream) {
  yield* stream
}

const usage = (input, output, more) => ({ input, output, total: input + output, ...more })
const ridge = { id: 'm-1', name: 'measure', arguments: { place: 'ridge' } }
const ridgeResult = { id: 'm-1', result: { place: 'ridge', depth: 40 } }
const cellar = { id: 'm-2', name: 'measure', arguments: { place: 'cellar' } }
const cellarResult = { id: 'm-2', result: 'No snow indoors.', status: 'error' }

const withoutUsage = ({ usage: _, ...expected }) => expected
const expectations = {
  text: { text: 'The snow is 40 cm deep. ❄️', usage: usage(12, 8), finishReason: 'stop' },
  reasoning: { text: '40 cm.', reasoning: 'Where exactly?', usage: usage(14, 9, { cachedInput: 4, reasoning: 5 }), finishReason: 'stop' },
  tool: { text: 'I measure. It is 40 cm.', toolCalls: [ridge], toolResults: [ridgeResult], usage: usage(55, 16), finishReason: 'stop' },
  'failing-tool': { text: 'There is none.', toolCalls: [cellar], toolResults: [cellarResult], usage: usage(48, 13), finishReason: 'stop' },
  'failing-model': { text: 'The snow ', error: { message: 'The model is snowed in.' } },
  length: { text: 'The snow is', usage: usage(6, 3), finishReason: 'length' },
  filtered: { text: '', usage: usage(6, 0), finishReason: 'content_filter' },
}

export const recordings = [
  ...Object.entries(expectations).map(([script, expected]) => ui(script, expected)),
  fullStream('text', expectations.text, 'Parts have their text under text, not under delta.'),
  fullStream('reasoning', expectations.reasoning),
  fullStream('tool', expectations.tool, 'Each step tells its usage, and the run the sum.'),
  fullStream('failing-model', expectations['failing-model']),
  uiStream('tool', withoutUsage(expectations.tool)),
  hosted('text-stream', 'tool', 'yielded textStream', (run) => iterate(run.textStream), { text: expectations.tool.text, finishReason: 'stop' }),
  hosted('text', 'text', 'returned { text }', async (run) => ({ text: await run.text }), { text: expectations.text.text, finishReason: 'stop' }),
  {
    name: 'vercel-plain-text',
    source: source('a Node server with pipeTextStreamToResponse'),
    serve: (request, response) => pipeTextStreamToResponse({ response, textStream: vercelRun('text').textStream }),
    expected: { text: expectations.text.text, finishReason: 'stop' },
  },
]
