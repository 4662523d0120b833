// What is done to style sheets when the program is built: rules for classes nobody uses are cut, and what is meant for a
// dark page also follows the system's wish.

// Splits at a character that stands outside brackets and strings.
function splitOutside(text, separator) {
  const parts = [];
  let depth = 0;
  let quote = '';
  let from = 0;
  for (let at = 0; at < text.length; ++at) {
    const each = text[at];
    if (each === '\\') ++at;
    else if (quote) quote = each === quote ? '' : quote;
    else if (each === '"' || each === "'") quote = each;
    else if (each === '(' || each === '[') ++depth;
    else if (each === ')' || each === ']') --depth;
    else if (each === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

// Position of `wanted` (one of its characters) from `at` on, outside strings and brackets.
function seek(text, at, wanted) {
  let depth = 0;
  let quote = '';
  for (; at < text.length; ++at) {
    const each = text[at];
    if (each === '\\') ++at;
    else if (quote) quote = each === quote ? '' : quote;
    else if (each === '"' || each === "'") quote = each;
    else if (each === '(') ++depth;
    else if (each === ')') --depth;
    else if (depth === 0 && wanted.includes(each)) return at;
  }
  return -1;
}

function blockEnd(text, at) {
  let depth = 1;
  while (depth > 0) {
    at = seek(text, at + 1, '{}');
    if (at < 0) throw new Error('a style sheet has a block that is not closed');
    depth += text[at] === '{' ? 1 : -1;
  }
  return at;
}

// A style sheet as a list of {prelude, body} and {statement}.
function parse(text) {
  const rules = [];
  let at = 0;
  while (at < text.length) {
    const end = seek(text, at, '{;');
    if (end < 0) break;
    const prelude = text.slice(at, end).trim();
    if (text[end] === ';') {
      rules.push({ statement: prelude });
      at = end + 1;
      continue;
    }
    const close = blockEnd(text, end);
    rules.push({ prelude, body: text.slice(end + 1, close) });
    at = close + 1;
  }
  return rules;
}

const isNested = (prelude) => /^@(media|supports|layer|container)/.test(prelude);
const withoutComments = (text) => text.replace(/\/\*[^]*?\*\//g, '');

// Classes that must be there for a selector to apply; what stands in :not(), :is() and so on is left aside.
function neededClasses(selector) {
  let plain = selector;
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, '');
  }
  return [...plain.matchAll(/\.((?:\\.|[A-Za-z0-9_-])+)/g)].map((match) => match[1].replace(/\\/g, ''));
}

export function cutStyles(text, words) {
  const kept = [];
  for (const rule of parse(withoutComments(text))) {
    if (rule.statement !== undefined) {
      if (!rule.statement.startsWith('@charset')) kept.push(`${rule.statement};`);
    } else if (isNested(rule.prelude)) {
      const inside = cutStyles(rule.body, words);
      if (inside) kept.push(`${rule.prelude}{${inside}}`);
    } else if (rule.prelude.startsWith('@')) {
      if (!rule.prelude.startsWith('@font-face')) kept.push(`${rule.prelude}{${rule.body}}`);
    } else {
      const selectors = splitOutside(rule.prelude, ',').filter((each) => neededClasses(each).every((name) => words.has(name)));
      if (selectors.length > 0 && rule.body.trim()) kept.push(`${selectors.join(',')}{${rule.body}}`);
    }
  }
  return kept.join('');
}

const dark = /\[data-bs-theme=("?)dark\1\]/g;

// Repeats each rule for [data-bs-theme=dark] as one for [data-bs-theme=auto] under prefers-color-scheme: dark.
export function followSystemAppearance(text) {
  return parse(withoutComments(text))
    .map((rule) => {
      if (rule.statement !== undefined) return `${rule.statement};`;
      if (isNested(rule.prelude)) return `${rule.prelude}{${followSystemAppearance(rule.body)}}`;
      const whole = `${rule.prelude}{${rule.body.trim()}}`;
      if (rule.prelude.startsWith('@')) return whole;
      const selectors = splitOutside(rule.prelude, ',').filter((each) => each.search(dark) >= 0);
      if (selectors.length === 0) return whole;
      const followed = selectors.map((each) => each.replace(dark, '[data-bs-theme=auto]')).join(',');
      return `${whole}@media (prefers-color-scheme:dark){${followed}{${rule.body.trim()}}}`;
    })
    .join('\n');
}

// Nothing may be fetched from anywhere, as the content security policy would refuse it.
export function checkStyles(text) {
  if (/@import/.test(text)) throw new Error('a style sheet imports another');
  for (const [, address] of text.matchAll(/url\(\s*["']?([^"')]{0,40})/g)) {
    if (!address.startsWith('data:image/')) throw new Error(`a style sheet wants ${address}`);
  }
}
