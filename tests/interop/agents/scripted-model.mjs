import { Model } from '@strands-agents/sdk'

// A model that plays a script in place of a provider: each call takes the next turn, an array of Strands'
// own stream events; an Error in it is thrown at that point.
export class ScriptedModel extends Model {
  #turns
  #config = { modelId: 'scripted' }

  constructor(...turns) {
    super()
    this.#turns = turns
  }

  updateConfig(config) {
    this.#config = { ...this.#config, ...config }
  }

  getConfig() {
    return this.#config
  }

  async *stream() {
    const turn = this.#turns.shift()
    if (turn === undefined) {
      throw new Error('The script has no further turn.')
    }

    for (const event of turn) {
      if (event instanceof Error) {
        throw event
      }

      yield event
    }
  }
}

export const messageStart = () => ({ type: 'modelMessageStartEvent', role: 'assistant' })

export const text = (...parts) => [
  { type: 'modelContentBlockStartEvent' },
  ...parts.map((part) => delta({ type: 'textDelta', text: part })),
  { type: 'modelContentBlockStopEvent' },
]

export const reasoning = (...parts) => [
  { type: 'modelContentBlockStartEvent' },
  ...parts.map((part) => delta({ type: 'reasoningContentDelta', text: part })),
  { type: 'modelContentBlockStopEvent' },
]

export const toolUse = (name, toolUseId, ...inputParts) => [
  { type: 'modelContentBlockStartEvent', start: { type: 'toolUseStart', name, toolUseId } },
  ...inputParts.map((input) => delta({ type: 'toolUseInputDelta', input })),
  { type: 'modelContentBlockStopEvent' },
]

export const messageStop = (stopReason, inputTokens, outputTokens) => [
  { type: 'modelMessageStopEvent', stopReason },
  { type: 'modelMetadataEvent', usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens } },
]

export const delta = (content) => ({ type: 'modelContentBlockDeltaEvent', delta: content })
