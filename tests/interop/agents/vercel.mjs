import { stepCountIs, streamText, tool } from 'ai'
import { MockLanguageModelV3, simulateReadableStream } from 'ai/test'
import { z } from 'zod'

const usage = (input, output, { cached, reasoning } = {}) => ({
  inputTokens: { total: input, noCache: input - (cached ?? 0), cacheRead: cached, cacheWrite: undefined },
  outputTokens: { total: output, text: output - (reasoning ?? 0), reasoning },
})

const finish = (unified, ...tokens) => ({ type: 'finish', finishReason: { unified, raw: unified }, usage: usage(...tokens) })
const text = (id, ...parts) => [{ type: 'text-start', id }, ...parts.map((delta) => ({ type: 'text-delta', id, delta })), { type: 'text-end', id }]
const reasoning = (id, ...parts) => [
  { type: 'reasoning-start', id },
  ...parts.map((delta) => ({ type: 'reasoning-delta', id, delta })),
  { type: 'reasoning-end', id },
]
const call = (toolCallId, input, ...pieces) => [
  { type: 'tool-input-start', id: toolCallId, toolName: 'measure' },
  ...pieces.map((delta) => ({ type: 'tool-input-delta', id: toolCallId, delta })),
  { type: 'tool-input-end', id: toolCallId },
  { type: 'tool-call', toolCallId, toolName: 'measure', input },
]

const scripts = {
  text: () => [[...text('t', 'The snow ', 'is 40 cm ', 'deep. ❄️'), finish('stop', 12, 8)]],
  reasoning: () => [[...reasoning('r', 'Where ', 'exactly?'), ...text('t', '40 cm.'), finish('stop', 14, 9, { cached: 4, reasoning: 5 })]],
  tool: () => [
    [...text('a', 'I measure. '), ...call('m-1', '{"place":"ridge"}', '{"place"', ':"ridge"}'), finish('tool-calls', 20, 10)],
    [...text('b', 'It is ', '40 cm.'), finish('stop', 35, 6)],
  ],
  'failing-tool': () => [
    [...call('m-2', '{"place":"cellar"}', '{"place":"cellar"}'), finish('tool-calls', 18, 9)],
    [...text('b', 'There is none.'), finish('stop', 30, 4)],
  ],
  'failing-model': () => [[{ type: 'text-start', id: 't' }, { type: 'text-delta', id: 't', delta: 'The snow ' }, { type: 'error', error: new Error('The model is snowed in.') }, finish('error', 5, 2)]],
  length: () => [[...text('t', 'The snow is'), finish('length', 6, 3)]],
  filtered: () => [[finish('content-filter', 6, 0)]],
}

const tools = {
  measure: tool({
    description: 'Measures the snow.',
    inputSchema: z.object({ place: z.string() }),
    execute: async ({ place }) => {
      if (place === 'cellar') {
        throw new Error('No snow indoors.')
      }

      return { place, depth: 40 }
    },
  }),
}

export function vercelRun(script) {
  const turns = scripts[script]()
  const model = new MockLanguageModelV3({ doStream: async () => ({ stream: simulateReadableStream({ chunks: [{ type: 'stream-start', warnings: [] }, ...turns.shift()] }) }) })
  return streamText({ model, tools, prompt: 'How deep is the snow?', stopWhen: stepCountIs(3), onError: () => {} })
}
