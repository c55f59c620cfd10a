// The Markdown that agents write, as elements: headings, lists, code, emphasis, links. It makes nodes and never HTML from text, so
// nothing that an agent writes can become an element or a script. A text that is not complete yet is shown as far as it goes.

const inline = /`([^`]+)`|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

function element(name, ...children) {
  const node = document.createElement(name);
  node.append(...children);
  return node;
}

function spans(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(inline)) {
    const [whole, code, strong, emphasis, label, address] = match;
    nodes.push(text.slice(end, match.index));
    end = match.index + whole.length;
    if (code !== undefined) nodes.push(element('code', code));
    else if (strong !== undefined) nodes.push(element('strong', ...spans(strong)));
    else if (emphasis !== undefined) nodes.push(element('em', ...spans(emphasis)));
    else {
      const link = element('a', label);
      link.href = address;
      link.rel = 'noreferrer noopener';
      link.target = '_blank';
      nodes.push(link);
    }
  }
  nodes.push(text.slice(end));
  return nodes;
}

export function markdown(text) {
  const nodes = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    let match;
    if (/^\s*$/.test(line)) {
      i++;
    } else if (/^\s*```/.test(line)) {
      const code = [];
      for (i++; i < lines.length && !/^\s*```\s*$/.test(lines[i]); i++) code.push(lines[i]);
      i++;
      nodes.push(element('pre', element('code', code.join('\n'))));
    } else if ((match = /^(#{1,6})\s+(.*)$/.exec(line))) {
      nodes.push(element(`h${Math.min(match[1].length + 1, 4)}`, ...spans(match[2])));
      i++;
    } else if ((match = /^\s*([-*]|\d+\.)\s+/.exec(line))) {
      const list = element(/\d/.test(match[1]) ? 'ol' : 'ul');
      for (; i < lines.length && (match = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(lines[i])); i++) list.append(element('li', ...spans(match[1])));
      nodes.push(list);
    } else {
      const words = [];
      for (; i < lines.length && !/^\s*$|^\s*```|^#{1,6}\s|^\s*(?:[-*]|\d+\.)\s/.test(lines[i]); i++) words.push(lines[i].trim());
      nodes.push(element('p', ...spans(words.join(' '))));
    }
  }
  return nodes;
}
