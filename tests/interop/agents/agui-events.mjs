// What an AG-UI server answers: events that AG-UI's own schemas accept, as its own encoder writes them.
import { EventSchemas } from '@ag-ui/core/schemas'
import { EventEncoder } from '@ag-ui/encoder'

export function answer(events, request, response) {
  const encoder = new EventEncoder({ accept: request.headers.accept })
  response.writeHead(200, { 'Content-Type': encoder.getContentType() })
  for (const event of events) {
    response.write(encoder.encodeBinary(EventSchemas.parse(event)))
  }

  response.end()
}
