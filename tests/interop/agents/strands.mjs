import { Agent, tool } from '@strands-agents/sdk'
import { ScriptedModel, delta, messageStart, messageStop, reasoning, text, toolUse } from './scripted-model.mjs'

const weather = tool({
  name: 'weather',
  description: 'Tells the weather.',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  callback: ({ city }) => ({ city, sky: 'clear' }),
})

const broken = tool({
  name: 'broken',
  description: 'Fails.',
  inputSchema: { type: 'object', properties: {} },
  callback: () => {
    throw new Error('The tool is broken.')
  },
})

// Each answer is one run of a fresh agent, so that a script is played from its start.
const scripts = {
  text: () => [[messageStart(), ...text('Good ', 'morning', '.'), ...messageStop('endTurn', 11, 3)]],
  tools: () => [
    [
      messageStart(),
      ...reasoning('I need ', 'the weather.'),
      ...toolUse('weather', 'call-1', '{"ci', 'ty":"Oslo"}'),
      ...toolUse('broken', 'call-2', '{}'),
      ...messageStop('toolUse', 20, 8),
    ],
    [messageStart(), ...text('Clear ', 'sky.'), ...messageStop('endTurn', 30, 4)],
  ],
  'failing-model': () => [[messageStart(), delta({ type: 'textDelta', text: 'Half an ' }), new Error('The model is down.')]],
}

export function strandsAgent(script) {
  return new Agent({ model: new ScriptedModel(...scripts[script]()), tools: [weather, broken], printer: false })
}

// What an author gets who yields only the words.
export async function* textOf(stream) {
  for await (const event of stream) {
    if (event.event?.delta?.type === 'textDelta') {
      yield event.event.delta.text
    }
  }
}

// The stream in Converse's events, as Strands for Python sends it: deltas, and whole messages that repeat them.
export async function* converseOf(stream) {
  let index = 0
  for await (const { type, event, message } of stream) {
    if (type === 'modelStreamUpdateEvent') {
      const converse = toConverse(event, index)
      if (converse !== undefined) {
        yield { event: converse }
      }

      index = event.type === 'modelMessageStartEvent' ? 0 : index + (event.type === 'modelContentBlockStopEvent')
    } else if (type === 'messageAddedEvent') {
      yield { message }
    }
  }
}

function toConverse(event, contentBlockIndex) {
  switch (event.type) {
    case 'modelMessageStartEvent':
      return { messageStart: { role: event.role } }
    case 'modelContentBlockStartEvent':
      return event.start && { contentBlockStart: { start: { toolUse: { name: event.start.name, toolUseId: event.start.toolUseId } }, contentBlockIndex } }
    case 'modelContentBlockDeltaEvent':
      return { contentBlockDelta: { delta: toConverseDelta(event.delta), contentBlockIndex } }
    case 'modelContentBlockStopEvent':
      return { contentBlockStop: { contentBlockIndex } }
    case 'modelMessageStopEvent':
      return { messageStop: { stopReason: event.stopReason.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) } }
    case 'modelMetadataEvent':
      return { metadata: { usage: event.usage, metrics: { latencyMs: 1 } } }
  }
}

function toConverseDelta(delta) {
  switch (delta.type) {
    case 'textDelta':
      return { text: delta.text }
    case 'reasoningContentDelta':
      return { reasoningContent: { text: delta.text } }
    case 'toolUseInputDelta':
      return { toolUse: { input: delta.input } }
  }
}
