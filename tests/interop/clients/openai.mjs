// npm's openai, told by one JSON argument what to ask. It prints one JSON line for each thing it sees, at once.
const { version, baseURL, apiKey, headers, maxRetries, request } = JSON.parse(process.argv[2])
const { default: OpenAI } = await import(version)
const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)

const client = new OpenAI({ baseURL, apiKey, maxRetries, defaultHeaders: headers })
try {
  if (request === null) {
    const models = []
    for await (const model of client.models.list()) {
      models.push((await client.models.retrieve(model.id)).id)
    }

    tell({ models })
  } else {
    const { data, response, request_id } = await client.chat.completions.create(request).withResponse()
    tell({
      requestId: request_id,
      session: response.headers.get('x-agentcore-session-id'),
      ignored: response.headers.get('x-agentcore-ignored'),
    })
    if (request.stream) {
      for await (const chunk of data) {
        tell({ chunk })
      }

      tell({ end: true })
    } else {
      tell({ completion: data })
    }
  }
} catch (error) {
  tell({
    error: error.constructor.name,
    status: error.status,
    code: error.code,
    type: error.type,
    param: error.param,
    message: error.message,
    requestId: error.requestID,
  })
}
