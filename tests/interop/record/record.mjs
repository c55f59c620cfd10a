// Asks agents on the frameworks' own servers, and writes what they answered into the tests' fixtures:
// NAME.http with the bytes, NAME.json with what a caller should get. `node record.mjs [part of a name]`
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { BedrockAgentCoreApp } from 'bedrock-agentcore/runtime'
import { call } from './wire.mjs'
import { steady } from './steady.mjs'

const folder = fileURLToPath(new URL('../../AgentCore.Extensions.AI.Tests/Responses/Fixtures/', import.meta.url))
const modules = ['hosting', 'strands', 'strands-multiagent', 'langgraph', 'vercel', 'openai-agents', 'adk', 'agui']
const recordings = (await Promise.all(modules.map((name) => import(`./${name}.mjs`)))).flatMap((module) => module.recordings)
const byName = new Map(recordings.map((recording) => [recording.name, recording]))

const hosted = await freePort()
new BedrockAgentCoreApp({
  config: { logging: { enabled: false } },
  invocationHandler: { process: (request, context) => byName.get(request.prompt).process(request, context) },
}).run({ host: '127.0.0.1', port: hosted })

// What runs on a server of its own: `serve` gets Node's request and response.
const plain = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) {
    body += piece
  }

  await byName.get(JSON.parse(body).prompt).serve(request, response)
})
plain.listen(0, '127.0.0.1')
await once(plain, 'listening')
await listening(hosted)

await mkdir(folder, { recursive: true })
const wanted = recordings.filter(({ name }) => name.includes(process.argv[2] ?? ''))
for (const { name, source, notes, accept, body = JSON.stringify({ prompt: name }), serve, expected } of wanted) {
  const answer = await call(serve === undefined ? hosted : plain.address().port, { accept, body })
  await writeFile(`${folder}${name}.http`, steady(answer))
  await writeFile(`${folder}${name}.json`, `${JSON.stringify({ source, notes, expected }, undefined, 2)}\n`)
}

process.stdout.write(`${wanted.length} answers were recorded.\n`)
process.exit(0)

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listening(port) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(`http://127.0.0.1:${port}/ping`)
    } catch (error) {
      if (tries === 100) {
        throw error
      }

      await delay(50)
    }
  }
}
