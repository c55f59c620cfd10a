// LangGraph agents: the graph's own stream modes, handed on as they are.
import { langGraph, question } from '../agents/langgraph.mjs'

const streamed = (streamMode, change = (item) => item) => async function* (graph) {
  for await (const item of await graph.stream(question, { streamMode })) {
    const changed = change(item)
    if (changed !== undefined) {
      yield changed
    }
  }
}

const modes = {
  messages: { what: 'yielded the stream of mode messages', run: streamed('messages') },
  updates: { what: 'yielded the stream of mode updates', run: streamed('updates') },
  values: { what: 'yielded the stream of mode values', run: streamed('values') },
  'several-modes': { what: 'yielded the stream of modes messages and updates', run: streamed(['messages', 'updates']) },
  chunks: { what: 'yielded the chunks of mode messages without metadata', run: streamed('messages', ([message]) => message) },
  words: { what: 'yielded the content of the model\'s chunks', run: streamed('messages', ([message, { langgraph_node }]) => (langgraph_node === 'agent' && message.content !== '' ? message.content : undefined)) },
  'event-log': {
    what: 'yielded streamEvents of version 2',
    run: async function* (graph) {
      yield* graph.streamEvents(question, { version: 'v2' })
    },
  },
  state: { what: 'returned the final state', run: (graph) => graph.invoke(question) },
  'last-message': { what: 'returned { result: the last message }', run: async (graph) => ({ result: (await graph.invoke(question)).messages.at(-1) }) },
  'last-content': { what: 'returned { response: the last message\'s content }', run: async (graph) => ({ response: (await graph.invoke(question)).messages.at(-1).content }) },
}

const recording = (mode, script, expected, notes) => ({
  name: `langgraph-${mode}-${script}`,
  source: `npm @langchain/langgraph@1.7.3, @langchain/core@1.4.0 with a scripted model in npm bedrock-agentcore@0.4.4; the handler ${modes[mode].what}`,
  notes,
  process: () => modes[mode].run(langGraph(script)),
  expected,
})

const usage = (input, output, more) => ({ input, output, total: input + output, ...more })
const lamp = { id: 'call_a', name: 'stock', arguments: { item: 'lamp' } }
const lampResult = { id: 'call_a', result: 'lamp: 3 left' }
const expectations = {
  text: { text: 'We have three left. 📦', usage: usage(9, 6), finishReason: 'stop' },
  tool: { text: 'Let me count. Three lamps.', toolCalls: [lamp], toolResults: [lampResult], usage: usage(60, 16), finishReason: 'stop' },
  'two-tools': {
    text: 'One of two.',
    toolCalls: [lamp, { id: 'call_b', name: 'stock', arguments: { item: 'unicorn' } }],
    toolResults: [lampResult, { id: 'call_b', result: 'Error: No such item.\n Please fix your mistakes.', status: 'error' }],
    usage: usage(62, 27),
    finishReason: 'stop',
  },
  blocks: { text: 'We have some.', usage: usage(7, 3, { cachedInput: 2, reasoning: 1 }), finishReason: 'length' },
  thinking: { text: 'Three.', reasoning: 'Count first.', usage: usage(8, 9), finishReason: 'stop' },
  'failing-model': { text: 'We have ', error: { message: 'The model is out of stock.' } },
}

export const recordings = [
  ...Object.entries(expectations).map(([script, expected]) => recording('messages', script, expected)),
  recording('updates', 'text', expectations.text),
  recording('updates', 'tool', expectations.tool),
  recording('updates', 'failing-model', { text: '', error: { message: 'The model is out of stock.' } }, 'Updates tell of a node when it has ended.'),
  recording('values', 'text', expectations.text),
  recording('values', 'tool', expectations.tool, 'Every state repeats the ones before it.'),
  recording('several-modes', 'tool', expectations.tool, 'Pairs of mode and item; both modes tell the same answer.'),
  recording('chunks', 'text', expectations.text),
  recording('chunks', 'tool', expectations.tool),
  recording('words', 'tool', { text: expectations.tool.text, finishReason: 'stop' }),
  recording('event-log', 'text', expectations.text),
  recording('event-log', 'tool', expectations.tool),
  recording('state', 'text', expectations.text),
  recording('state', 'tool', expectations.tool),
  recording('state', 'thinking', expectations.thinking),
  recording('last-message', 'text', expectations.text),
  recording('last-message', 'blocks', expectations.blocks),
  recording('last-content', 'thinking', { text: 'Three.', reasoning: 'Count first.', finishReason: 'stop' }),
]
