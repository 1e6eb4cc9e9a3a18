/**
 * Says what is wrong with a text that should be JSON, in the words of the parser that AWS uses (Jackson)
 * for the commonest mistakes. One pass without recursion, so hostile text costs no more than its length.
 */
export interface JsonMistake {
  problem: string;
  line: number;
  column: number;
}

const TOKEN =
  /[ \t\n\r]*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?![\w$]))|([{}[\]:,])|([\w$]+)|([^ \t\n\r]))/y;
const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

type Expectation = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'next';

interface Token {
  kind: 'string' | 'scalar' | 'mark' | 'word' | 'other';
  text: string;
  start: number;
}

/** @returns undefined for what is JSON */
export function findJsonMistake(text: string): JsonMistake | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  for (let token = nextToken(text, at); token; token = nextToken(text, at)) {
    at = token.start + token.text.length;
    const next = step(expected, token, open);
    if (!next) return describe(text, token, expected, open);
    expected = next;
  }
  return open.length === 0 && expected === 'next' ? undefined : endOfInput(text, open);
}

function nextToken(text: string, at: number): Token | undefined {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(text);
  if (!match) return undefined;
  const [, string, scalar, mark, word, other] = match;
  const found = string ?? scalar ?? mark ?? word ?? other ?? '';
  const start = TOKEN.lastIndex - found.length;
  if (string !== undefined) return { kind: 'string', text: found, start };
  if (scalar !== undefined) return { kind: 'scalar', text: found, start };
  if (mark !== undefined) return { kind: 'mark', text: found, start };
  return { kind: word === undefined ? 'other' : 'word', text: found, start };
}

/** @returns what may follow the token, or undefined where it may not stand */
function step(expected: Expectation, token: Token, open: ('{' | '[')[]): Expectation | undefined {
  const { kind, text } = token;
  if (expected === 'colon') return text === ':' ? 'value' : undefined;
  if (expected === 'key' || expected === 'key or }') {
    if (kind === 'string') return 'colon';
    return expected === 'key or }' && text === '}' ? close(open) : undefined;
  }
  if (expected === 'next') return afterValue(text, open);
  if (kind === 'string' || kind === 'scalar') return 'next';
  if (text === '{' || text === '[') {
    open.push(text);
    return text === '{' ? 'key or }' : 'value or ]';
  }
  return expected === 'value or ]' && text === ']' ? close(open) : undefined;
}

function afterValue(text: string, open: ('{' | '[')[]): Expectation | undefined {
  const container = open.at(-1);
  if (container === undefined) return undefined;
  if (text === ',') return container === '{' ? 'key' : 'value';
  return text === (container === '{' ? '}' : ']') ? close(open) : undefined;
}

function close(open: ('{' | '[')[]): Expectation {
  open.pop();
  return 'next';
}

function describe(
  text: string,
  token: Token,
  expected: Expectation,
  open: ('{' | '[')[],
): JsonMistake {
  if (token.kind === 'word' && expected.startsWith('value')) {
    const where = position(text, token.start + token.text.length);
    return {
      problem: `Unrecognized token '${token.text.slice(0, 256)}': was expecting ${VALUES}`,
      ...where,
    };
  }
  const character = token.text.slice(0, 1);
  const problem = `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): was expecting ${wanted(expected, open)}`;
  return { problem, ...position(text, token.start) };
}

function wanted(expected: Expectation, open: ('{' | '[')[]): string {
  if (expected.startsWith('key')) return 'double-quote to start field name';
  if (expected === 'colon') return 'a colon to separate field name and value';
  if (expected.startsWith('value')) return `a valid value ${VALUES}`;
  if (open.length === 0) return 'the end of the payload';
  return `comma to separate ${open.at(-1) === '{' ? 'Object' : 'Array'} entries`;
}

function endOfInput(text: string, open: ('{' | '[')[]): JsonMistake {
  const container = open.at(-1);
  const expected =
    container && `: expected close marker for ${container === '{' ? 'Object' : 'Array'}`;
  return { problem: `Unexpected end-of-input${expected ?? ''}`, ...position(text, text.length) };
}

/** Both count from one. */
function position(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
    line++;
    lineStart = i + 1;
  }
  return { line, column: at - lineStart + 1 };
}
