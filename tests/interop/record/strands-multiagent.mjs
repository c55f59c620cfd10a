// Graphs and swarms of Strands agents: every node's words are part of the answer, in the order in which they came.
import { Agent, Graph, Swarm } from '@strands-agents/sdk'
import { ScriptedModel, messageStart, messageStop, text, toolUse } from '../agents/scripted-model.mjs'

const turn = (...parts) => [messageStart(), ...parts.flat()]
const agent = (id, ...turns) => new Agent({ id, name: id, description: `The ${id}.`, model: new ScriptedModel(...turns), printer: false })

const graph = () => new Graph({
  nodes: [
    agent('scout', turn(text('Seen: ', 'two boats. '), messageStop('endTurn', 10, 6))),
    agent('writer', turn(text('Two boats ', 'are near.'), messageStop('endTurn', 20, 5))),
  ],
  edges: [['scout', 'writer']],
})

const failingGraph = () => new Graph({
  nodes: [agent('scout', turn(text('Seen: '), [new Error('Fog.')])), agent('writer', turn(text('never'), messageStop('endTurn', 1, 1)))],
  edges: [['scout', 'writer']],
})

const swarm = () => new Swarm({
  nodes: [
    agent('desk', turn(toolUse('strands_structured_output', 'hand-1', '{"agentId":"pilot","message":"Take over."}'), messageStop('toolUse', 12, 9))),
    agent('pilot', turn(toolUse('strands_structured_output', 'hand-2', '{"message":"The channel is free."}'), messageStop('toolUse', 30, 8))),
  ],
})

const recording = (name, what, make, run, expected, notes) => ({
  name: `ts-strands-${name}`,
  source: `npm @strands-agents/sdk@1.19.0 with scripted models in npm bedrock-agentcore@0.4.4; the handler ${what}`,
  notes,
  process: () => run(make()),
  expected,
})

const stream = (made) => made.stream('What do you see?')
const invoke = (made) => made.invoke('What do you see?')

export const recordings = [
  recording('graph-events', 'yielded every event of a graph of two agents', graph, stream, {
    text: 'Seen: two boats. Two boats are near.',
    usage: { input: 30, output: 11, total: 41 },
    finishReason: 'stop',
  }, 'Each node repeats its words five times, and the graph\'s result once more.'),
  recording('graph-result', 'returned the result of a graph', graph, invoke, {
    text: 'Two boats are near.',
    usage: { input: 30, output: 11, total: 41 },
    finishReason: 'stop',
  }, 'The content beside the nodes\' results is the answer.'),
  recording('graph-failing', 'yielded every event of a graph whose first agent fails', failingGraph, stream, { text: 'Seen: ', error: { message: 'Fog.' } }, 'The error is in the result alone: status FAILED.'),
  recording('swarm-events', 'yielded every event of a swarm', swarm, stream, {
    text: 'The channel is free.',
    toolCalls: [
      { id: 'hand-1', name: 'strands_structured_output', arguments: { agentId: 'pilot', message: 'Take over.' } },
      { id: 'hand-2', name: 'strands_structured_output', arguments: { message: 'The channel is free.' } },
    ],
    toolResults: [
      { id: 'hand-1', result: { agentId: 'pilot', message: 'Take over.' } },
      { id: 'hand-2', result: { message: 'The channel is free.' } },
    ],
    usage: { input: 42, output: 17, total: 59 },
    finishReason: 'tool_calls',
  }, 'The agents speak through a tool; the result at the end holds the only text.'),
]
