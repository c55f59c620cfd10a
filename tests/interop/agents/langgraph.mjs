import { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { AIMessage, AIMessageChunk } from '@langchain/core/messages'
import { ChatGenerationChunk } from '@langchain/core/outputs'
import { tool } from '@langchain/core/tools'
import { MessagesAnnotation, StateGraph } from '@langchain/langgraph'
import { ToolNode, toolsCondition } from '@langchain/langgraph/prebuilt'

// A chat model that plays a script: each call streams the next turn's chunks; an Error in it is thrown at that point.
class ScriptedChatModel extends BaseChatModel {
  #turns

  constructor(turns) {
    super({})
    this.#turns = turns
  }

  _llmType() {
    return 'scripted'
  }

  bindTools() {
    return this
  }

  async _generate(messages, options, runManager) {
    let whole
    for await (const { message } of this._streamResponseChunks(messages, options, runManager)) {
      whole = whole === undefined ? message : whole.concat(message)
    }

    const { id, content, tool_calls, usage_metadata, response_metadata } = whole
    return { generations: [{ text: '', message: new AIMessage({ id, content, tool_calls, usage_metadata, response_metadata }) }] }
  }

  async *_streamResponseChunks(messages, options, runManager) {
    for (const fields of this.#turns.shift()) {
      if (fields instanceof Error) {
        throw fields
      }

      const text = typeof fields.content === 'string' ? fields.content : ''
      const chunk = new ChatGenerationChunk({ text, message: new AIMessageChunk(fields) })
      yield chunk
      await runManager?.handleLLMNewToken(text, undefined, undefined, undefined, undefined, { chunk })
    }
  }
}

const stock = tool(
  ({ item }) => {
    if (item === 'unicorn') {
      throw new Error('No such item.')
    }

    return `${item}: 3 left`
  },
  { name: 'stock', description: 'Counts what is left.', schema: { type: 'object', properties: { item: { type: 'string' } } } },
)

const usage = (input_tokens, output_tokens, more) => ({ id: `run-${input_tokens}`, content: '', usage_metadata: { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens, ...more } })
const words = (id, ...parts) => parts.map((content) => ({ id, content }))
const callChunks = (id, index, callId, ...pieces) => pieces.map((args, i) => ({
  id,
  content: '',
  tool_call_chunks: [{ type: 'tool_call_chunk', index, args, ...(i === 0 && { name: 'stock', id: callId }) }],
}))

const scripts = {
  text: () => [[...words('run-9', 'We have ', 'three ', 'left. 📦'), { ...usage(9, 6), response_metadata: { finish_reason: 'stop' } }]],
  tool: () => [
    [...words('run-20', 'Let me count. '), ...callChunks('run-20', 0, 'call_a', '', '{"item"', ':"lamp"}'), { ...usage(20, 12), response_metadata: { finish_reason: 'tool_calls' } }],
    [...words('run-40', 'Three ', 'lamps.'), { ...usage(40, 4), response_metadata: { finish_reason: 'stop' } }],
  ],
  'two-tools': () => [
    [...callChunks('run-21', 0, 'call_a', '{"item":', '"lamp"}'), ...callChunks('run-21', 1, 'call_b', '{"item":"unicorn"}'), usage(21, 22)],
    [...words('run-41', 'One of two.'), usage(41, 5)],
  ],
  blocks: () => [[
    { id: 'run-7', content: [{ type: 'text', text: 'We have ', index: 0 }] },
    { id: 'run-7', content: [{ type: 'text', text: 'some.', index: 0 }] },
    { ...usage(7, 3, { input_token_details: { cache_read: 2 }, output_token_details: { reasoning: 1 } }), response_metadata: { stop_reason: 'max_tokens' } },
  ]],
  thinking: () => [[
    { id: 'run-8', content: [{ type: 'thinking', thinking: 'Count ', index: 0 }] },
    { id: 'run-8', content: [{ type: 'thinking', thinking: 'first.', index: 0 }] },
    { id: 'run-8', content: [{ type: 'text', text: 'Three.', index: 1 }] },
    { ...usage(8, 9), response_metadata: { stop_reason: 'end_turn' } },
  ]],
  'failing-model': () => [[...words('run-1', 'We have '), new Error('The model is out of stock.')]],
}

export function langGraph(script) {
  const model = new ScriptedChatModel(scripts[script]())
  return new StateGraph(MessagesAnnotation)
    .addNode('agent', async ({ messages }) => ({ messages: [await model.invoke(messages)] }))
    .addNode('tools', new ToolNode([stock]))
    .addEdge('__start__', 'agent')
    .addConditionalEdges('agent', toolsCondition, ['tools', '__end__'])
    .addEdge('tools', 'agent')
    .compile()
}

export const question = { messages: [{ role: 'user', content: 'How many lamps are left?' }] }
