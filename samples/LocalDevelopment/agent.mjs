// An agent in another language, with no dependency: AgentCore's contract for containers is two routes.
import { createServer } from 'node:http';

const turns = new Map();

createServer(async (request, response) => {
  if (request.url === '/ping') {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ status: 'Healthy' }));
    return;
  }
  let body = '';
  for await (const piece of request) body += piece;
  const session = request.headers['x-amzn-bedrock-agentcore-runtime-session-id'];
  turns.set(session, (turns.get(session) ?? 0) + 1);
  response.setHeader('Content-Type', 'text/event-stream');
  for (const word of `I run on Node; you asked "${JSON.parse(body).prompt}" in turn ${turns.get(session)}.`.split(/(?<= )/)) {
    response.write(`data: ${JSON.stringify(word)}\n\n`);
  }
  response.end();
}).listen(Number(process.argv[2] ?? 8080), '127.0.0.1');
