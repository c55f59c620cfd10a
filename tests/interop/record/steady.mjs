// Ids and times that the frameworks make up, replaced by others of the same form, numbered in order of appearance:
// so that equal ones stay equal, and a second recording is the first one again.
const madeUp = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (n) => `00000000-0000-4000-8000-${pad(n, 12)}`],
  [/(?<="id":")[A-Za-z0-9]{8}(?=")/g, (n) => `id${pad(n, 6)}`],
  [/(?<="(?:id|messageId)":")[A-Za-z0-9]{16}(?=")/g, (n) => `id${pad(n, 14)}`],
  [/\baitxt-[A-Za-z0-9]{24}\b/g, (n) => `aitxt-${pad(n, 24)}`],
  [/(?<="timestamp":")\d{4}-\d\d-\d\dT[\d:.]+Z(?=")/g, () => '2027-01-15T08:00:00.000Z'],
  [/(?<="timestamp":)\d{13}\b/g, () => 1_800_000_000_000],
  [/(?<="(?:duration|durationMs|latencyMs|projectedInputTokens|time|executionTime)":)\d+(?:\.\d+)?/g, () => '1'],
]

export function steady({ head, body }) {
  let text = body.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(body)) {
    return Buffer.concat([head, body])
  }

  for (const [pattern, make] of madeUp) {
    const seen = new Map()
    text = text.replace(pattern, (was) => {
      if (!seen.has(was)) {
        seen.set(was, make(seen.size + 1, was))
      }

      return seen.get(was)
    })
  }

  const lines = head.toString('latin1').replace(/^(content-length: )\d+/im, (_, name) => name + Buffer.byteLength(text))
  return Buffer.concat([Buffer.from(lines, 'latin1'), Buffer.from(text, 'utf8')])
}

const pad = (number, length) => String(number).padStart(length, '0')
