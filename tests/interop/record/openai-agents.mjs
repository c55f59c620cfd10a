// Agents written with OpenAI's Agents SDK. Its own model classes read scripted answers of the Responses API and of
// chat completions, so that the events are those which a real run has.
import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, tool } from '@openai/agents'
import { z } from 'zod'

async function* play(turn) {
  for (const event of turn) {
    if (event instanceof Error) {
      throw event
    }

    yield event
  }
}

const usage = (input_tokens, output_tokens) => ({
  input_tokens,
  output_tokens,
  total_tokens: input_tokens + output_tokens,
  input_tokens_details: { cached_tokens: 2 },
  output_tokens_details: { reasoning_tokens: 1 },
})

// One answer of the Responses API, item by item.
function responses(id, items, tokens, ending) {
  let sequence_number = 0
  const events = []
  const add = (type, fields) => events.push({ type, sequence_number: sequence_number++, ...fields })
  const response = { id, object: 'response', created_at: 1, status: 'in_progress', model: 'gpt-scripted', output: [] }
  add('response.created', { response })
  add('response.in_progress', { response })
  const output = items.map((item, output_index) => {
    const { pieces, ...whole } = item
    add('response.output_item.added', { output_index, item: { ...whole, status: 'in_progress', ...(whole.type === 'function_call' ? { arguments: '' } : {}), ...(whole.type === 'message' ? { content: [] } : {}), ...(whole.type === 'reasoning' ? { summary: [] } : {}) } })
    const at = { item_id: item.id, output_index }
    if (item.type === 'message') {
      const part = { type: 'output_text', text: pieces.join(''), annotations: [] }
      add('response.content_part.added', { ...at, content_index: 0, part: { ...part, text: '' } })
      pieces.forEach((delta) => add('response.output_text.delta', { ...at, content_index: 0, delta, logprobs: [] }))
      add('response.output_text.done', { ...at, content_index: 0, text: part.text, logprobs: [] })
      add('response.content_part.done', { ...at, content_index: 0, part })
      whole.content = [part]
    } else if (item.type === 'function_call') {
      pieces.forEach((delta) => add('response.function_call_arguments.delta', { ...at, delta }))
      whole.arguments = pieces.join('')
      add('response.function_call_arguments.done', { ...at, arguments: whole.arguments, name: item.name })
    } else {
      const part = { type: 'summary_text', text: pieces.join('') }
      add('response.reasoning_summary_part.added', { ...at, summary_index: 0, part: { ...part, text: '' } })
      pieces.forEach((delta) => add('response.reasoning_summary_text.delta', { ...at, summary_index: 0, delta }))
      add('response.reasoning_summary_text.done', { ...at, summary_index: 0, text: part.text })
      add('response.reasoning_summary_part.done', { ...at, summary_index: 0, part })
      whole.summary = [part]
    }

    const done = { ...whole, status: 'completed' }
    add('response.output_item.done', { output_index, item: done })
    return done
  })

  if (ending instanceof Error) {
    events.push(ending)
  } else {
    add(`response.${ending ?? 'completed'}`, { response: { ...response, status: ending ?? 'completed', output, usage: usage(...tokens), ...(ending === 'incomplete' && { incomplete_details: { reason: 'max_output_tokens' } }), ...(ending === 'failed' && { error: { code: 'server_error', message: 'The model had an error.' } }) } })
  }

  return events
}

const message = (id, ...pieces) => ({ type: 'message', id, role: 'assistant', pieces })
const reasoning = (id, ...pieces) => ({ type: 'reasoning', id, pieces })
const call = (id, call_id, ...pieces) => ({ type: 'function_call', id, call_id, name: 'convert', pieces })

const chatChunk = (delta, finish_reason = null, more) => ({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-scripted', choices: [{ index: 0, delta, finish_reason }], ...more })
const chatUsage = (prompt_tokens, completion_tokens) => ({ ...chatChunk({}), choices: [], usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } })

const scripts = {
  text: () => [responses('resp_1', [message('msg_1', 'Ten miles are ', '16.1 km.')], [13, 9])],
  reasoning: () => [responses('resp_1', [reasoning('rs_1', 'Times ', '1.609.'), message('msg_1', '16.1 km.')], [13, 15])],
  tool: () => [
    responses('resp_1', [message('msg_1', 'One moment. '), call('fc_1', 'call_7', '{"mi', 'les":10}')], [30, 14]),
    responses('resp_2', [message('msg_2', 'It is ', '16.1 km.')], [52, 8]),
  ],
  failing: () => [responses('resp_1', [message('msg_1', 'Ten miles ')], [5, 2], new Error('The connection to the model was lost.'))],
  failed: () => [responses('resp_1', [message('msg_1', 'Ten miles ')], [5, 2], 'failed')],
  'chat-tool': () => [
    [
      chatChunk({ role: 'assistant', content: '' }),
      chatChunk({ tool_calls: [{ index: 0, id: 'call_8', type: 'function', function: { name: 'convert', arguments: '' } }] }),
      chatChunk({ tool_calls: [{ index: 0, function: { arguments: '{"miles"' } }] }),
      chatChunk({ tool_calls: [{ index: 0, function: { arguments: ':3}' } }] }),
      chatChunk({}, 'tool_calls'),
      chatUsage(21, 11),
    ],
    [chatChunk({ role: 'assistant', content: 'It is ' }), chatChunk({ content: '4.8 km.' }), chatChunk({}, 'stop'), chatUsage(40, 6)],
  ],
}

const convert = tool({
  name: 'convert',
  description: 'Converts miles.',
  parameters: z.object({ miles: z.number() }),
  execute: ({ miles }) => `${(miles * 1.609).toFixed(1)} km`,
})

function run(script, stream) {
  const turns = scripts[script]()
  const create = async () => play(turns.shift())
  const model = script.startsWith('chat-')
    ? new OpenAIChatCompletionsModel({ chat: { completions: { create } }, baseURL: 'http://127.0.0.1' }, 'gpt-scripted')
    : new OpenAIResponsesModel({ responses: { create } }, 'gpt-scripted')
  const agent = new Agent({ name: 'converter', instructions: 'Convert.', model, tools: [convert] })
  return new Runner({ tracingDisabled: true }).run(agent, 'How far is that?', { stream })
}

async function* events(script, change = (event) => event) {
  for await (const event of await run(script, true)) {
    const changed = change(event)
    if (changed !== undefined) {
      yield changed
    }
  }
}

const modes = {
  events: { what: 'yielded every event of the run', process: (script) => events(script) },
  raw: { what: 'yielded the data of the raw model events', process: (script) => events(script, ({ type, data }) => (type === 'raw_model_stream_event' ? data : undefined)) },
  responses: {
    what: 'yielded the provider\'s own events',
    process: (script) => events(script, ({ type, data }) => (type === 'raw_model_stream_event' && data.type === 'model' ? data.event : undefined)),
  },
  items: { what: 'yielded the run item events', process: (script) => events(script, (event) => (event.type === 'run_item_stream_event' ? event : undefined)) },
  words: {
    what: 'yielded toTextStream()',
    process: async function* (script) {
      yield* (await run(script, true)).toTextStream()
    },
  },
}

const recording = (mode, script, expected, notes) => ({
  name: `openai-agents-${mode}-${script}`,
  source: `npm @openai/agents@0.20.0 over scripted answers of the API in npm bedrock-agentcore@0.4.4; the handler ${modes[mode].what}`,
  notes,
  process: () => modes[mode].process(script),
  expected,
})

const tokens = (input, output, calls = 1) => ({ input, output, total: input + output, cachedInput: 2 * calls, reasoning: calls })
const ten = { id: 'call_7', name: 'convert', arguments: { miles: 10 } }
const tenResult = { id: 'call_7', result: '16.1 km' }
const text = { text: 'Ten miles are 16.1 km.', usage: tokens(13, 9), finishReason: 'stop' }
const thought = { text: '16.1 km.', reasoning: 'Times 1.609.', usage: tokens(13, 15), finishReason: 'stop' }
const withTool = { text: 'One moment. It is 16.1 km.', toolCalls: [ten], toolResults: [tenResult], usage: tokens(82, 22, 2), finishReason: 'stop' }
const { toolResults: _, ...calledOnly } = withTool
const { usage: __, ...untold } = withTool
const chat = {
  text: 'It is 4.8 km.',
  toolCalls: [{ id: 'call_8', name: 'convert', arguments: { miles: 3 } }],
  toolResults: [{ id: 'call_8', result: '4.8 km' }],
  usage: { input: 61, output: 17, total: 78 },
  finishReason: 'stop',
}

export const recordings = [
  recording('events', 'text', text, 'Every delta comes twice: as the SDK\'s own event and as the provider\'s.'),
  recording('events', 'reasoning', thought),
  recording('events', 'tool', withTool),
  recording('events', 'failing', { text: 'Ten miles ', error: { message: 'The connection to the model was lost.' } }),
  recording('events', 'failed', { text: 'Ten miles ', error: {} }),
  recording('events', 'chat-tool', chat),
  recording('raw', 'text', text),
  recording('raw', 'tool', calledOnly),
  recording('responses', 'text', text),
  recording('responses', 'reasoning', thought),
  recording('responses', 'tool', calledOnly),
  recording('items', 'tool', untold, 'Items tell no usage.'),
  recording('words', 'tool', { text: withTool.text, finishReason: 'stop' }),
]
