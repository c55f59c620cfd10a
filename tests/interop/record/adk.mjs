// Agents written with Google's ADK: its events as they are.
import { BaseLlm, FunctionTool, InMemoryRunner, LlmAgent, StreamingMode, setLogLevel } from '@google/adk'

setLogLevel?.(3)

class ScriptedLlm extends BaseLlm {
  #turns

  constructor(turns) {
    super({ model: 'scripted' })
    this.#turns = turns
  }

  async *generateContentAsync() {
    for (const response of this.#turns.shift()) {
      if (response instanceof Error) {
        throw response
      }

      yield response
    }
  }
}

const model = (...parts) => ({ role: 'model', parts })
const partial = (...parts) => ({ content: model(...parts), partial: true })
const usage = (promptTokenCount, candidatesTokenCount, more) =>
  ({ promptTokenCount, candidatesTokenCount, totalTokenCount: promptTokenCount + candidatesTokenCount + (more?.thoughtsTokenCount ?? 0), ...more })

const parcel = new FunctionTool({
  name: 'find_parcel',
  description: 'Finds a parcel.',
  parameters: { type: 'OBJECT', properties: { number: { type: 'STRING' } } },
  execute: ({ number }) => {
    if (number === 'X') {
      throw new Error('no such parcel')
    }

    return number === 'P' ? 'plain words' : { number, where: 'Lyon', steps: [1, 2] }
  },
})

const call = (id, number) => ({ functionCall: { id, name: 'find_parcel', args: { number } } })

const scripts = {
  text: () => [[{ content: model({ text: 'It is in Lyon.' }), finishReason: 'STOP', usageMetadata: usage(11, 5) }]],
  partials: () => [[
    partial({ text: 'It is ' }), partial({ text: 'in Lyon.' }),
    { content: model({ text: 'It is in Lyon.' }), finishReason: 'STOP', usageMetadata: usage(11, 5) },
  ]],
  thoughts: () => [[
    partial({ text: 'Where ', thought: true }), partial({ text: 'is it?', thought: true }), partial({ text: 'It is in Lyon.' }),
    { content: model({ text: 'Where is it?', thought: true }, { text: 'It is in Lyon.' }), finishReason: 'STOP', usageMetadata: usage(11, 5, { thoughtsTokenCount: 4, cachedContentTokenCount: 3 }) },
  ]],
  tool: () => [
    [partial({ text: 'I look. ' }), { content: model({ text: 'I look. ' }, call('p-1', '77')), usageMetadata: usage(20, 9) }],
    [partial({ text: 'In ' }), partial({ text: 'Lyon.' }), { content: model({ text: 'In Lyon.' }), finishReason: 'STOP', usageMetadata: usage(31, 4) }],
  ],
  'two-tools': () => [
    [{ content: model(call('p-1', '77'), call('p-2', 'P')), usageMetadata: usage(20, 18) }],
    [{ content: model({ text: 'Both found.' }), finishReason: 'STOP', usageMetadata: usage(44, 3) }],
  ],
  'max-tokens': () => [[{ content: model({ text: 'It is in L' }), finishReason: 'MAX_TOKENS', usageMetadata: usage(11, 4) }]],
  safety: () => [[{ content: model({ text: '' }), finishReason: 'SAFETY', errorCode: 'SAFETY', errorMessage: 'Blocked for safety.', usageMetadata: usage(11, 0) }]],
  'error-event': () => [[partial({ text: 'It is ' }), { errorCode: 'RESOURCE_EXHAUSTED', errorMessage: 'Quota exceeded for the model.' }]],
}

async function* events(script, streamingMode) {
  const agent = new LlmAgent({ name: 'post', model: new ScriptedLlm(scripts[script]()), instruction: 'Help.', tools: [parcel] })
  const runner = new InMemoryRunner({ agent, appName: 'post' })
  const session = await runner.sessionService.createSession({ appName: 'post', userId: 'u' })
  yield* runner.runAsync({
    userId: 'u',
    sessionId: session.id,
    newMessage: { role: 'user', parts: [{ text: 'Where is it?' }] },
    runConfig: { streamingMode },
  })
}

const recording = (script, expected, streamingMode = StreamingMode.SSE) => ({
  name: `adk-${script}`,
  source: 'npm @google/adk@2.0.0 with a scripted model in npm bedrock-agentcore@0.4.4; the handler yielded the runner\'s events',
  process: () => events(script, streamingMode),
  expected,
})

const found = (id, number, result) => [{ id, name: 'find_parcel', arguments: { number } }, { id, result }]
const [call1, result1] = found('p-1', '77', { number: '77', where: 'Lyon', steps: [1, 2] })
const [call2, result2] = found('p-2', 'P', { result: 'plain words' })

export const recordings = [
  recording('text', { text: 'It is in Lyon.', usage: { input: 11, output: 5, total: 16 }, finishReason: 'stop' }, StreamingMode.NONE),
  recording('partials', { text: 'It is in Lyon.', usage: { input: 11, output: 5, total: 16 }, finishReason: 'stop' }),
  recording('thoughts', { text: 'It is in Lyon.', reasoning: 'Where is it?', usage: { input: 11, output: 5, total: 20, cachedInput: 3, reasoning: 4 }, finishReason: 'stop' }),
  recording('tool', { text: 'I look. In Lyon.', toolCalls: [call1], toolResults: [result1], usage: { input: 51, output: 13, total: 64 }, finishReason: 'stop' }),
  recording('two-tools', { text: 'Both found.', toolCalls: [call1, call2], toolResults: [result1, result2], usage: { input: 64, output: 21, total: 85 }, finishReason: 'stop' }),
  recording('max-tokens', { text: 'It is in L', usage: { input: 11, output: 4, total: 15 }, finishReason: 'length' }),
  recording('safety', { text: '', error: { code: 'SAFETY', message: 'Blocked for safety.' } }),
  recording('error-event', { text: 'It is ', error: { code: 'RESOURCE_EXHAUSTED', message: 'Quota exceeded for the model.' } }),
]
