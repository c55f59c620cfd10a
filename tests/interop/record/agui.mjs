// Agents that speak AG-UI.
import { answer } from '../agents/agui-events.mjs'

const run = { threadId: 'parcels', runId: 'run-1' }
const started = { type: 'RUN_STARTED', ...run }
const finished = (more) => ({ type: 'RUN_FINISHED', ...run, ...more })
const text = (messageId, ...pieces) => [
  { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant' },
  ...pieces.map((delta) => ({ type: 'TEXT_MESSAGE_CONTENT', messageId, delta })),
  { type: 'TEXT_MESSAGE_END', messageId },
]
const thought = (messageId, ...pieces) => [
  { type: 'REASONING_START', messageId },
  { type: 'REASONING_MESSAGE_START', messageId, role: 'reasoning' },
  ...pieces.map((delta) => ({ type: 'REASONING_MESSAGE_CONTENT', messageId, delta })),
  { type: 'REASONING_MESSAGE_END', messageId },
  { type: 'REASONING_END', messageId },
]
const call = (toolCallId, ...pieces) => [
  { type: 'TOOL_CALL_START', toolCallId, toolCallName: 'find_parcel' },
  ...pieces.map((delta) => ({ type: 'TOOL_CALL_ARGS', toolCallId, delta })),
  { type: 'TOOL_CALL_END', toolCallId },
]
const result = (toolCallId, content) => ({ type: 'TOOL_CALL_RESULT', messageId: `result-${toolCallId}`, toolCallId, content, role: 'tool' })
const tokens = (inputTokens, outputTokens, more) => ({ provider: 'bedrock', model: 'scripted', inputTokens, outputTokens, ...more })

const question = { id: 'u-1', role: 'user', content: 'Where is 77?' }
const asked = (id) => ({ id, type: 'function', function: { name: 'find_parcel', arguments: '{"number":"77"}' } })
const history = [
  question,
  { id: 'a-1', role: 'assistant', content: 'I look. ', toolCalls: [asked('p-1')] },
  { id: 't-1', role: 'tool', toolCallId: 'p-1', content: 'In Lyon.' },
  { id: 'r-1', role: 'reasoning', content: 'Lyon it is.' },
  { id: 'd-1', role: 'activity', activityType: 'map', content: { text: 'a drawing' } },
  { id: 'a-2', role: 'assistant', content: 'It is in Lyon.' },
]

const found = { toolCalls: [{ id: 'p-1', name: 'find_parcel', arguments: { number: '77' } }], toolResults: [{ id: 'p-1', result: 'In Lyon.' }] }
const stop = { finishReason: 'stop' }

const scripts = {
  text: [[started, ...text('a-1', 'It is ', 'in Lyon. 📦'), finished()], { text: 'It is in Lyon. 📦', ...stop }],
  chunks: [
    [
      started,
      { type: 'REASONING_MESSAGE_CHUNK', messageId: 'r-1', delta: 'Where ' }, { type: 'REASONING_MESSAGE_CHUNK', delta: 'is it?' },
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'a-1', role: 'assistant', delta: 'I look' }, { type: 'TEXT_MESSAGE_CHUNK', delta: '. ' },
      { type: 'TOOL_CALL_CHUNK', toolCallId: 'p-1', toolCallName: 'find_parcel', delta: '{"number"' }, { type: 'TOOL_CALL_CHUNK', delta: ':"77"}' },
      { type: 'TOOL_CALL_CHUNK', toolCallId: 'p-2', toolCallName: 'find_parcel', delta: '{"number":' }, { type: 'TOOL_CALL_CHUNK', toolCallId: 'p-2', delta: '"78"}' },
      result('p-1', 'In Lyon.'), result('p-2', 'Lost.'),
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'a-2', delta: 'One is lost.' },
      finished({ outcome: { type: 'success' } }),
    ],
    {
      text: 'I look. One is lost.', reasoning: 'Where is it?',
      toolCalls: [...found.toolCalls, { id: 'p-2', name: 'find_parcel', arguments: { number: '78' } }],
      toolResults: [...found.toolResults, { id: 'p-2', result: 'Lost.' }], ...stop,
    },
  ],
  everything: [
    [
      started,
      { type: 'STEP_STARTED', stepName: 'look' },
      { type: 'STATE_SNAPSHOT', snapshot: { text: 'no text' } },
      ...thought('r-1', 'Where ', 'is it?'),
      { type: 'REASONING_ENCRYPTED_VALUE', subtype: 'message', entityId: 'r-1', encryptedValue: 'c2VhbGVk' },
      ...text('a-1', 'I look. '),
      ...call('p-1', '{"num', 'ber":"77"}'),
      result('p-1', '"In Lyon."'),
      { type: 'STATE_DELTA', delta: [{ op: 'replace', path: '/text', value: 'still none' }] },
      { type: 'ACTIVITY_SNAPSHOT', messageId: 'd-1', activityType: 'map', content: { text: 'a drawing' } },
      { type: 'ACTIVITY_DELTA', messageId: 'd-1', activityType: 'map', patch: [{ op: 'add', path: '/dot', value: 'Lyon' }] },
      ...text('a-2', 'It is in Lyon.'),
      { type: 'RAW', event: { text: 'what the provider sent' }, source: 'provider' },
      { type: 'CUSTOM', name: 'progress', value: { text: 'all of it' } },
      { type: 'MESSAGES_SNAPSHOT', messages: history },
      { type: 'STEP_FINISHED', stepName: 'look' },
      finished({ result: { ok: true }, outcome: { type: 'success' }, usage: [tokens(30, 12, { reasoningTokens: 3, cachedInputTokens: 4 }), tokens(9, 2)] }),
    ],
    { text: 'I look. It is in Lyon.', reasoning: 'Where is it?', ...found, usage: { input: 39, output: 14, total: 53, cachedInput: 4, reasoning: 3 }, ...stop },
  ],
  'two-tools-at-once': [
    [
      started,
      { type: 'TOOL_CALL_START', toolCallId: 'p-1', toolCallName: 'find_parcel' }, { type: 'TOOL_CALL_START', toolCallId: 'p-2', toolCallName: 'find_parcel' },
      { type: 'TOOL_CALL_ARGS', toolCallId: 'p-2', delta: '{"number":"78"}' }, { type: 'TOOL_CALL_ARGS', toolCallId: 'p-1', delta: '{"number":"77"}' },
      { type: 'TOOL_CALL_END', toolCallId: 'p-1' }, { type: 'TOOL_CALL_END', toolCallId: 'p-2' },
      result('p-2', 'Lost.'), result('p-1', 'In Lyon.'), ...text('a-1', 'One is lost.'), finished(),
    ],
    {
      text: 'One is lost.',
      toolCalls: [...found.toolCalls, { id: 'p-2', name: 'find_parcel', arguments: { number: '78' } }],
      toolResults: [{ id: 'p-2', result: 'Lost.' }, ...found.toolResults], ...stop,
    },
  ],
  'snapshot-alone': [
    [started, { type: 'MESSAGES_SNAPSHOT', messages: [question] }, { type: 'MESSAGES_SNAPSHOT', messages: history }, finished({ result: { ok: true } })],
    { text: 'I look. It is in Lyon.', reasoning: 'Lyon it is.', ...found, ...stop },
  ],
  'result-alone': [[started, finished({ result: 'It is in Lyon.' })], { text: 'It is in Lyon.', ...stop }],
  'result-object-alone': [[started, finished({ result: { city: 'Lyon' } })], { text: '{"city":"Lyon"}', ...stop }],
  'users-words': [
    [
      started,
      { type: 'TEXT_MESSAGE_START', messageId: 'u-2', role: 'user' }, { type: 'TEXT_MESSAGE_CONTENT', messageId: 'u-2', delta: 'Where is it?' }, { type: 'TEXT_MESSAGE_END', messageId: 'u-2' },
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'u-3', role: 'user', delta: 'And ' }, { type: 'TEXT_MESSAGE_CHUNK', delta: 'now?' },
      ...text('a-1', 'In Lyon.'), finished(),
    ],
    { text: 'In Lyon.', ...stop },
  ],
  subagents: [
    [
      started,
      { type: 'SUBAGENT_STARTED', subagentRunId: 's-1', name: 'finder' }, { type: 'SUBAGENT_STARTED', subagentRunId: 's-2', name: 'asker' },
      { type: 'TOOL_CALL_CHUNK', subagentRunId: 's-1', toolCallId: 'p-1', toolCallName: 'find_parcel', delta: '{"number":' },
      { type: 'TOOL_CALL_CHUNK', subagentRunId: 's-2', toolCallId: 'p-2', toolCallName: 'find_parcel', delta: '{"number":' },
      { type: 'TOOL_CALL_CHUNK', subagentRunId: 's-1', delta: '"77"}' }, { type: 'TOOL_CALL_CHUNK', subagentRunId: 's-2', delta: '"78"}' },
      { ...result('p-1', 'In Lyon.'), subagentRunId: 's-1' },
      { type: 'SUBAGENT_FINISHED', subagentRunId: 's-1' }, { type: 'SUBAGENT_ERROR', subagentRunId: 's-2', message: 'It gave up.' },
      ...text('a-1', 'In Lyon.'), finished(),
    ],
    { text: 'In Lyon.', toolCalls: [...found.toolCalls, { id: 'p-2', name: 'find_parcel', arguments: { number: '78' } }], toolResults: found.toolResults, ...stop },
  ],
  interrupt: [
    [started, ...call('p-1', '{"number":"77"}'), finished({ outcome: { type: 'interrupt', interrupts: [{ id: 'i-1', reason: 'approval', toolCallId: 'p-1' }] } })],
    { text: '', toolCalls: found.toolCalls, finishReason: 'interrupt' },
  ],
  error: [
    [started, ...text('a-1', 'It is '), { type: 'RUN_ERROR', message: 'The model is throttled.', code: 'ThrottlingException' }],
    { text: 'It is ', error: { code: 'ThrottlingException', message: 'The model is throttled.' } },
  ],
}

const source = 'npm @ag-ui/encoder@1.0.0 on a Node server, the events checked by npm @ag-ui/core@1.0.0'

export const recordings = Object.entries(scripts).map(([script, [events, expected]]) => ({
  name: `agui-${script}`,
  source,
  serve: (request, response) => answer(events, request, response),
  expected,
}))
