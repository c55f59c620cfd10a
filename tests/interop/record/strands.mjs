// Agents written with Strands for TypeScript. Each recording is one run of a fresh agent over a script.
import { Agent, tool } from '@strands-agents/sdk'
import { ScriptedModel, delta, messageStart, messageStop, reasoning, text, toolUse } from '../agents/scripted-model.mjs'

const ferry = tool({
  name: 'find_ferry',
  description: 'Finds the next ferry.',
  inputSchema: { type: 'object', properties: { port: { type: 'string' } }, required: ['port'] },
  callback: ({ port }) => {
    if (port === 'Atlantis') {
      throw new Error('There is no port of that name.')
    }

    return { port, leaves: '09:40', decks: [1, 2] }
  },
})

const tide = tool({
  name: 'tide',
  description: 'Tells the tide.',
  inputSchema: { type: 'object', properties: {} },
  callback: async function* () {
    yield 'measuring'
    yield 'still measuring'
    return 'The tide is 1.2 m'
  },
})

const turn = (...parts) => [messageStart(), ...parts.flat()]

const scripts = {
  text: () => [turn(text('The ferry ', 'leaves ', 'soon. ⛴️'), messageStop('endTurn', 30, 7))],
  reasoning: () => [turn(reasoning('Which ', 'port?'), [delta({ type: 'reasoningContentDelta', signature: 'c2lnbg==' })], text('Take the ', 'ferry.'), messageStop('endTurn', 14, 12))],
  tool: () => [
    turn(text('I look it up. '), toolUse('find_ferry', 'ferry-1', '{"po', 'rt":"', 'Kiel"}'), messageStop('toolUse', 40, 15)),
    turn(text('It leaves ', 'at 09:40.'), messageStop('endTurn', 61, 9)),
  ],
  'two-tools': () => [
    turn(toolUse('find_ferry', 'ferry-1', '{"port":"Oslo"}'), toolUse('tide', 'tide-1', '{}'), messageStop('toolUse', 25, 20)),
    turn(text('All is well.'), messageStop('endTurn', 55, 5)),
  ],
  'failing-tool': () => [
    turn(toolUse('find_ferry', 'ferry-9', '{"port":"Atlantis"}'), messageStop('toolUse', 12, 6)),
    turn(text('There is no such port.'), messageStop('endTurn', 22, 6)),
  ],
  'unknown-tool': () => [
    turn(toolUse('teleport', 'tele-1', '{}'), messageStop('toolUse', 12, 6)),
    turn(text('I can not.'), messageStop('endTurn', 22, 6)),
  ],
  'failing-model': () => [[messageStart(), { type: 'modelContentBlockStartEvent' }, delta({ type: 'textDelta', text: 'The ferry ' }), new Error('The model went away.')]],
  'failing-at-once': () => [[new Error('The model is not there.')]],
  'failing-later': () => [
    turn(text('One moment. '), toolUse('find_ferry', 'ferry-1', '{"port":"Kiel"}'), messageStop('toolUse', 10, 10)),
    [messageStart(), new Error('The model went away after the tool.')],
  ],
  guardrail: () => [turn(text('I may not say.'), messageStop('guardrailIntervened', 8, 4))],
  'max-tokens': () => [turn(text('The ferry lea'), messageStop('maxTokens', 9, 3))],
  'stop-sequence': () => [turn(text('One, two'), messageStop('stopSequence', 3, 3))],
  cached: () => [turn(text('From the cache.'), [
    { type: 'modelMessageStopEvent', stopReason: 'endTurn' },
    { type: 'modelMetadataEvent', usage: { inputTokens: 5, outputTokens: 4, totalTokens: 1009, cacheReadInputTokens: 1000, cacheWriteInputTokens: 0 } },
  ])],
  empty: () => [turn(messageStop('endTurn', 4, 1))],
}

const agentOf = (script) => new Agent({ model: new ScriptedModel(...scripts[script]()), tools: [ferry, tide], printer: false })

const modes = {
  events: { what: 'yielded every event of stream()', run: (agent) => agent.stream('When does the ferry leave?') },
  'model-events': {
    what: 'yielded the raw model events alone',
    run: async function* (agent) {
      for await (const event of agent.stream('When does the ferry leave?')) {
        if (event.type === 'modelStreamUpdateEvent') {
          yield event.event
        }
      }
    },
  },
  words: {
    what: 'yielded the text of the deltas',
    run: async function* (agent) {
      for await (const { event } of agent.stream('When does the ferry leave?')) {
        if (event?.delta?.type === 'textDelta') {
          yield event.delta.text
        }
      }
    },
  },
  messages: {
    what: 'yielded each added message',
    run: async function* (agent) {
      for await (const event of agent.stream('When does the ferry leave?')) {
        if (event.type === 'messageAddedEvent') {
          yield { message: event.message }
        }
      }
    },
  },
  result: { what: 'returned the result of invoke()', run: (agent) => agent.invoke('When does the ferry leave?') },
  'last-message': { what: 'returned { result: result.lastMessage }', run: async (agent) => ({ result: (await agent.invoke('When does the ferry leave?')).lastMessage }) },
  'bare-message': { what: 'returned result.lastMessage', run: async (agent) => (await agent.invoke('When does the ferry leave?')).lastMessage },
  'all-messages': {
    what: 'returned { messages: agent.messages }',
    run: async (agent) => {
      await agent.invoke('When does the ferry leave?')
      return { messages: agent.messages }
    },
  },
  'result-string': { what: 'returned { response: String(result) }', run: async (agent) => ({ response: String(await agent.invoke('When does the ferry leave?')) }) },
}

const recording = (mode, script, expected, notes) => ({
  name: `ts-strands-${mode}-${script}`,
  source: `npm @strands-agents/sdk@1.19.0 with a scripted model in npm bedrock-agentcore@0.4.4; the handler ${modes[mode].what}`,
  notes,
  process: () => modes[mode].run(agentOf(script)),
  expected,
})

const usage = (input, output) => ({ input, output, total: input + output })
const kiel = { id: 'ferry-1', name: 'find_ferry', arguments: { port: 'Kiel' } }
const kielResult = { id: 'ferry-1', result: { port: 'Kiel', leaves: '09:40', decks: [1, 2] } }

const expectations = {
  text: { text: 'The ferry leaves soon. ⛴️', usage: usage(30, 7), finishReason: 'stop' },
  reasoning: { text: 'Take the ferry.', reasoning: 'Which port?', usage: usage(14, 12), finishReason: 'stop' },
  tool: { text: 'I look it up. It leaves at 09:40.', toolCalls: [kiel], toolResults: [kielResult], usage: usage(101, 24), finishReason: 'stop' },
  'two-tools': {
    text: 'All is well.',
    toolCalls: [{ id: 'ferry-1', name: 'find_ferry', arguments: { port: 'Oslo' } }, { id: 'tide-1', name: 'tide', arguments: {} }],
    toolResults: [{ id: 'ferry-1', result: { port: 'Oslo', leaves: '09:40', decks: [1, 2] } }, { id: 'tide-1', result: 'The tide is 1.2 m' }],
    usage: usage(80, 25),
    finishReason: 'stop',
  },
  'failing-tool': {
    text: 'There is no such port.',
    toolCalls: [{ id: 'ferry-9', name: 'find_ferry', arguments: { port: 'Atlantis' } }],
    toolResults: [{ id: 'ferry-9', result: 'Error: There is no port of that name.', status: 'error' }],
    usage: usage(34, 12),
    finishReason: 'stop',
  },
  'unknown-tool': {
    text: 'I can not.',
    toolCalls: [{ id: 'tele-1', name: 'teleport', arguments: {} }],
    toolResults: [{ id: 'tele-1', result: "Tool 'teleport' not found in registry", status: 'error' }],
    usage: usage(34, 12),
    finishReason: 'stop',
  },
  'failing-model': { text: 'The ferry ', error: { message: 'The model went away.' } },
  'failing-at-once': { text: '', error: { message: 'The model is not there.' } },
  'failing-later': { text: 'One moment. ', toolCalls: [kiel], toolResults: [kielResult], error: { message: 'The model went away after the tool.' } },
  guardrail: { text: 'I may not say.', usage: usage(8, 4), finishReason: 'content_filter' },
  'max-tokens': { text: 'The ferry lea', error: { message: 'Model reached maximum token limit' } },
  'stop-sequence': { text: 'One, two', usage: usage(3, 3), finishReason: 'stop' },
  cached: { text: 'From the cache.', usage: { input: 5, output: 4, total: 1009, cachedInput: 1000 }, finishReason: 'stop' },
  empty: { text: '', usage: usage(4, 1), finishReason: 'stop' },
}

const { toolResults: _, ...toolWithoutResults } = expectations.tool

export const recordings = [
  ...Object.entries(expectations).map(([script, expected]) => recording('events', script, expected)),
  recording('model-events', 'text', expectations.text),
  recording('model-events', 'reasoning', expectations.reasoning),
  recording('model-events', 'tool', toolWithoutResults, 'Model events tell no results.'),
  recording('words', 'text', { text: expectations.text.text, finishReason: 'stop' }),
  recording('words', 'tool', { text: expectations.tool.text, finishReason: 'stop' }),
  recording('words', 'failing-model', expectations['failing-model']),
  recording('messages', 'tool', expectations.tool),
  recording('result', 'text', expectations.text),
  recording('result', 'reasoning', expectations.reasoning),
  recording('result', 'tool', { text: 'It leaves at 09:40.', usage: usage(61, 9), finishReason: 'stop' }, 'The result holds the last message alone.'),
  recording('result', 'guardrail', expectations.guardrail),
  recording('last-message', 'text', expectations.text),
  recording('last-message', 'reasoning', expectations.reasoning),
  recording('bare-message', 'text', expectations.text),
  recording('all-messages', 'tool', expectations.tool),
  recording('result-string', 'text', { text: expectations.text.text, finishReason: 'stop' }),
]
