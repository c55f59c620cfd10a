import { markdown } from './markdown.js';

const $ = id => document.getElementById(id);

// The transcript is the page's; what the agent remembers is in its session. It survives a reload, as the session does.
let transcript = JSON.parse(localStorage.getItem('transcript') ?? '[]');
let running = null;

const save = () => localStorage.setItem('transcript', JSON.stringify(transcript));

function element(name, className, ...children) {
  const node = document.createElement(name);
  node.className = className;
  node.append(...children);
  return node;
}

function partNodes(part) {
  switch (part.kind) {
    case 'reasoning': {
      const details = element('details', 'reasoning', element('summary', '', 'Reasoning'), part.value);
      details.open = part.open ?? false;
      details.addEventListener('toggle', () => { part.open = details.open; });
      return [details];
    }
    case 'tool': {
      const running = part.result === undefined;
      const text = `${part.name}(${part.arguments})${running ? '' : ` → ${part.result}`}`;
      return [element('div', running ? 'tool running' : 'tool', element('span', '', text))];
    }
    default:
      return markdown(part.value);
  }
}

function messageNode(message) {
  if (message.role === 'user') return element('div', 'user', message.text);
  const node = element('div', 'assistant', ...message.parts.flatMap(partNodes));
  if (message.note) node.append(element('div', 'note', message.note));
  return node;
}

function show() {
  const log = $('log');
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  log.replaceChildren(...transcript.map(messageNode));
  if (atEnd) log.scrollTop = log.scrollHeight;
}

let frame = 0;
function showSoon() {
  frame ||= requestAnimationFrame(() => { frame = 0; show(); });
}

function take(message, event) {
  const last = message.parts.at(-1);
  switch (event.kind) {
    case 'text':
    case 'reasoning':
      if (last?.kind === event.kind) last.value += event.value;
      else message.parts.push({ kind: event.kind, value: event.value });
      break;
    case 'toolCall':
      message.parts.push({ kind: 'tool', id: event.id, name: event.name, arguments: event.arguments });
      break;
    case 'toolResult': {
      const call = message.parts.findLast(part => part.kind === 'tool' && part.id === event.id);
      if (call) call.result = event.value;
      break;
    }
    case 'usage':
      message.note = `${event.input ?? '?'} tokens in, ${event.output ?? '?'} out`;
      break;
    case 'failed':
      fail(event.error, event.canRetry);
      break;
  }
}

function fail(error, canRetry) {
  $('error').textContent = error;
  $('advice').textContent = canRetry
    ? 'The agent did not run: trying again does nothing twice.'
    : 'The agent may have run: look at what it did before you ask again.';
  $('retry').hidden = !canRetry;
  $('banner').hidden = false;
}

function setBusy(controller) {
  running = controller;
  document.body.dataset.busy = String(controller !== null);
  $('send').hidden = controller !== null;
  $('stop').hidden = controller === null;
  $('new-session').disabled = controller !== null;
}

// Reads server-sent events as they come; an event may arrive in pieces.
async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop();
    for (const event of events) {
      const data = event.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trimStart()).join('\n');
      if (data) yield JSON.parse(data);
    }
  }
}

async function ask(text) {
  $('banner').hidden = true;
  const controller = new AbortController();
  setBusy(controller);
  const answer = { role: 'assistant', parts: [] };
  transcript.push(answer);
  show();
  $('log').scrollTop = $('log').scrollHeight;
  try {
    const response = await fetch('chat', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: controller.signal,
    });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    for await (const event of eventsOf(response)) {
      take(answer, event);
      showSoon();
    }
  } catch (error) {
    if (controller.signal.aborted) answer.note = 'Stopped.';
    else fail(error.message, false);
  }
  if (answer.parts.length === 0 && !answer.note) transcript.splice(transcript.indexOf(answer), 1);
  save();
  show();
  setBusy(null);
}

$('form').addEventListener('submit', event => {
  event.preventDefault();
  const text = $('question').value.trim();
  if (running || !text) return;
  $('question').value = '';
  transcript.push({ role: 'user', text });
  save();
  ask(text);
});

$('question').addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('form').requestSubmit();
  }
});

// The question stays in the transcript; only the answer is asked for anew.
$('retry').addEventListener('click', () => {
  const question = transcript.findLast(message => message.role === 'user');
  if (!running && question) ask(question.text);
});

$('stop').addEventListener('click', () => running?.abort());
$('dismiss').addEventListener('click', () => { $('banner').hidden = true; });
$('new-session').addEventListener('click', async () => {
  await fetch('session', { method: 'POST' });
  transcript = [];
  save();
  $('banner').hidden = true;
  show();
  $('question').focus();
});

setBusy(null);
show();
$('log').scrollTop = $('log').scrollHeight;
