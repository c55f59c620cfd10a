import { request } from 'node:http'

// What says when or how it was sent, not what: another recording would differ in it for no reason.
const unsteady = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

// Calls an agent as our client does, and gives the answer as it was on the wire, but for the chunks' frames.
export function call(port, { method = 'POST', body, accept = 'application/json, text/event-stream' }) {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'X-Amzn-Bedrock-AgentCore-Runtime-Session-Id': 'a-session-of-the-recorder-0000000000',
      ...(accept && { Accept: accept }),
    }
    const sent = request({ host: '127.0.0.1', port, method, path: '/invocations', headers, agent: false }, (response) => {
      const pieces = []
      response.on('data', (piece) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => resolve(toBytes(response, Buffer.concat(pieces))))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function toBytes({ statusCode, statusMessage, rawHeaders }, body) {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!unsteady.has(rawHeaders[i].toLowerCase())) {
      lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
    }
  }

  return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body }
}
