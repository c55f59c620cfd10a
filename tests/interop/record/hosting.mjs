// AWS's hosting for TypeScript with handlers of every kind.
const hosting = (what) => `npm bedrock-agentcore@0.4.4; the handler ${what}`

const said = (text) => ({ text, finishReason: 'stop' })
const failed = (message, text = '') => ({ text, error: { message } })
const lost = { text: '', error: { status: 500 } }

const returning = (name, what, value, expected, notes) =>
  ({ name: `ts-${name}`, source: hosting(`returned ${what}`), notes, process: () => value, expected })

const yielding = (name, what, values, expected, notes) => ({
  name: `ts-${name}`,
  source: hosting(`yielded ${what}`),
  notes,
  process: async function* () {
    for (const value of values) {
      if (value instanceof Error) {
        throw value
      }

      yield value
    }
  },
  expected,
})

const throwing = (name, accept, expected, notes) => ({
  name: `ts-${name}`,
  source: hosting(`threw before its answer; Accept: ${accept}`),
  notes,
  accept,
  process: () => {
    throw new Error('The reservation desk is closed.')
  },
  expected,
})

export const recordings = [
  returning('string', 'a string', 'Your table for two is booked.', said('Your table for two is booked.'), 'The label says JSON; the body has no quotes.'),
  returning('string-multiline', 'a string of lines, quotes and emoji', 'Menu:\n\t"Crêpe" – 8 €\n\n🥞 done', said('Menu:\n\t"Crêpe" – 8 €\n\n🥞 done')),
  returning('string-digits', 'a string of digits', '42', said('42'), 'The bytes are a JSON number: its text is the text.'),
  returning('string-true', 'the string "true"', 'true', said('true')),
  returning('string-quoted', 'a string that is JSON', '"quoted"', said('quoted'), 'On the wire a string in quotes is a JSON string, whoever wrote the quotes.'),
  returning('string-braces', 'a string that looks like JSON', '{not json}', said('{not json}')),
  returning('string-looks-like-sse', 'a string that begins as an event does not', 'datable: yes', said('datable: yes')),
  returning('string-empty', 'an empty string', '', said('')),
  returning('undefined', 'nothing', undefined, said('')),
  returning('number', 'a number', 7, said('7')),
  returning('boolean', 'a boolean', false, said('false')),
  returning('null', 'null', null, said('')),
  returning('object-response', 'an object with a response', { response: 'Booked.' }, said('Booked.')),
  returning('object-output-metadata', 'an object with text and metadata', { output: 'Booked.', session_id: 's-1', model: 'nova', status: 'ok' }, said('Booked.')),
  returning('object-unknown', 'an object of its own', { table: 4, guests: ['Ada', 'Alan'] }, said('{"table":4,"guests":["Ada","Alan"]}')),
  returning('object-error', 'an object with an error', { error: 'No table is free.' }, failed('No table is free.'), 'Status 200.'),
  returning('object-error-null', 'an object with text and no error', { result: 'Booked.', error: null }, said('Booked.')),
  returning('object-error-code', 'an object with an error that has a code', { error: { code: 'NO_TABLE', message: 'No table is free.' } }, { text: '', error: { code: 'NO_TABLE', message: 'No table is free.' } }),
  returning('array-objects', 'an array of objects', [{ a: 1 }, { b: 2 }], said('[{"a":1},{"b":2}]')),
  returning('content-blocks', 'content blocks under a key', { response: [{ text: 'Table ' }, { text: 'four.' }] }, said('Table four.')),
  yielding('strings', 'strings', ['Your', ' table', ' is ', 'booked.'], said('Your table is booked.')),
  yielding('strings-white-space', 'strings of white space and lines', [' ', 'a', '\n', '\n\n', 'b ', '  c', '\t'], said(' a\n\n\nb   c\t'), 'Raw text in data: only one space after the colon is the frame; a line end in the text is one more data line.'),
  yielding('strings-crlf', 'strings with CR', ['one\r\ntwo', ' three'], said('one\ntwo three'), 'The CR stays on the wire, so that one line ends in CRLF among others in LF.'),
  yielding('strings-emoji', 'one emoji in halves and one whole', ['🧑‍🍳', 'é', '中文'], said('🧑‍🍳é中文')),
  yielding('strings-digits', 'strings of digits', ['1', '2', '.5', ' 7'], said('12.5 7'), 'Raw text may be JSON by chance.'),
  yielding('strings-json-words', 'words that are JSON', ['true', 'false'], said('truefalse')),
  yielding('strings-empty', 'strings, some of them empty', ['a', '', 'b', ''], said('ab')),
  yielding('objects-text', 'objects with text', [{ text: 'Your ' }, { text: 'table.' }], said('Your table.')),
  yielding('objects-type-text', 'typed objects', [{ type: 'start', messageId: 'm' }, { type: 'text', text: 'Your ' }, { type: 'text', text: 'table.' }, { type: 'end' }], said('Your table.')),
  yielding('objects-type-content', 'typed objects with content', [{ type: 'content', content: 'Your ' }, { type: 'content', content: 'table.' }, { type: 'done', done: true }], said('Your table.')),
  yielding('objects-token', 'objects with a token', [{ token: 'Your ', index: 0 }, { token: 'table.', index: 1 }], said('Your table.')),
  yielding('objects-delta', 'objects with a delta', [{ delta: 'Your ' }, { delta: 'table.' }], said('Your table.')),
  yielding('objects-chunk', 'objects with a chunk', [{ chunk: 'Your ' }, { chunk: 'table.' }], said('Your table.')),
  yielding('data-strings', 'messages with data', [{ data: 'Your ' }, { data: 'table.' }], said('Your table.'), 'The host takes an object with data as the message itself and writes the data as JSON.'),
  yielding('data-event-id', 'messages with data, event and id', [{ event: 'token', id: '1', data: 'Your ' }, { event: 'token', id: '2', data: 'table.' }, { event: 'end', data: '' }], said('Your table.')),
  yielding('data-objects', 'messages with an object as data', [{ event: 'message', data: { text: 'Your ' } }, { event: 'message', data: { text: 'table.' } }], said('Your table.')),
  yielding('typed-data', 'typed objects with data', [{ type: 'chunk', data: 'Your ' }, { type: 'chunk', data: { text: 'table.' } }], said('Your table.'), 'The outer type is lost on the wire.'),
  yielding('data-error', 'messages, the last an error', [{ data: 'Half' }, { event: 'error', data: { message: 'The kitchen burns.' } }], failed('The kitchen burns.', 'Half')),
  yielding('data-retry', 'a message with retry', [{ retry: 5000, data: 'Your ' }, { data: 'table.' }], said('Your table.')),
  yielding('converse', 'Converse events', [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Your ' } } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'table.' } } },
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: 'max_tokens' } },
    { metadata: { usage: { inputTokens: 21, outputTokens: 4, totalTokens: 25 }, metrics: { latencyMs: 1 } } },
  ], { text: 'Your table.', usage: { input: 21, output: 4, total: 25 }, finishReason: 'length' }),
  yielding('nothing', 'nothing', [], said('')),
  yielding('throw-first', 'nothing and threw', [new Error('The kitchen burns.')], failed('The kitchen burns.')),
  yielding('throw-mid', 'strings and threw', ['Your table ', 'is ', new Error('The kitchen burns.')], failed('The kitchen burns.', 'Your table is ')),
  yielding('throw-mid-objects', 'objects and threw', [{ text: 'Your ' }, new TypeError('guests is not iterable')], failed('guests is not iterable', 'Your ')),
  throwing('throw', 'application/json, text/event-stream', lost, 'The host closes the stream before it writes the error: no body.'),
  throwing('throw-json', 'application/json', { text: '', error: { status: 500, message: 'The reservation desk is closed.' } }),
  {
    ...yielding('not-acceptable', 'strings; Accept: application/json', ['Your ', 'table.'], { text: '', error: { status: 406, message: 'Streaming response requires Accept: text/event-stream header' } }),
    accept: 'application/json',
  },
  {
    ...returning('bad-json', 'nothing: the request was no JSON', undefined, { text: '', error: { status: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' } }),
    body: '{"prompt": ',
  },
  {
    ...returning('empty-request', 'nothing: the request was empty', undefined, { text: '', error: { status: 400, code: 'FST_ERR_CTP_EMPTY_JSON_BODY' } }),
    body: '',
  },
]
