import { Cursor } from './cursor.ts';
import { parseArguments, parseExpression } from './parse-expression.ts';
import { parseReference } from './parse-reference.ts';
import { type Node, VtlError } from './template.ts';

export interface Template {
  nodes: Node[];
}

/** Blocks inside blocks, texts inside texts; the parser recurses. */
const DEEPEST = 64;
const DIRECTIVE = /#(?:\{([a-zA-Z_][\w]*)\}|([a-zA-Z_][\w]*))/y;
const REST_OF_LINE = /[ \t]*(?:\r\n|\n|\r)/y;
const BLOCK_ENDS = new Set(['end', 'else', 'elseif']);

/** @throws VtlError */
export function parseTemplate(text: string, depth = 0): Template {
  const parser: Parser = { cursor: new Cursor(text), depth };
  const { nodes, end } = parseBlock(parser);
  if (end !== undefined) throw new VtlError(`#${end} stands outside of a block.`);
  return { nodes };
}

interface Parser {
  cursor: Cursor;
  depth: number;
}

/** Up to the directive that ends the block (stepped over), or the end of the text. */
function parseBlock(parser: Parser): { nodes: Node[]; end: string | undefined } {
  const { cursor } = parser;
  if (parser.depth > DEEPEST) cursor.fail('blocks nested too deeply');
  const nodes: Node[] = [];
  while (!cursor.isAtEnd) {
    const text = cursor.match(/[^$#\\]+/y);
    if (text !== undefined) addText(nodes, text);
    else if (cursor.peek() === '\\') parseBackslash(cursor, nodes);
    else if (cursor.peek() === '$') parseDollar(parser, nodes);
    else {
      const end = parseHash(parser, nodes);
      if (end !== undefined) return { nodes, end };
    }
  }
  return { nodes, end: undefined };
}

function addText(nodes: Node[], text: string): void {
  const last = nodes.at(-1);
  if (last?.kind === 'text') last.text += text;
  else if (text !== '') nodes.push({ kind: 'text', text });
}

/** `\$name` and `\#if` are printed without their meaning; any other backslash is itself. */
function parseBackslash(cursor: Cursor, nodes: Node[]): void {
  const escaped = cursor.match(
    /\\(?:\$!?\{?[a-zA-Z_][\w-]*|#\{?(?:set|if|elseif|else|end|foreach|macro|break|stop)\b)/y,
  );
  if (escaped !== undefined) addText(nodes, escaped.slice(1));
  else {
    cursor.at += 1;
    addText(nodes, '\\');
  }
}

function parseDollar({ cursor, depth }: Parser, nodes: Node[]): void {
  const start = cursor.at;
  const found = parseReference(cursor, depth);
  if (!found) {
    cursor.at = start + 1;
    addText(nodes, '$');
    return;
  }
  nodes.push({ kind: 'reference', ...found, source: cursor.text.slice(start, cursor.at) });
}

/** @returns the name of a directive that ends a block */
function parseHash(parser: Parser, nodes: Node[]): string | undefined {
  const { cursor } = parser;
  if (parseComment(cursor, nodes)) return undefined;
  const start = cursor.at;
  DIRECTIVE.lastIndex = start;
  const found = DIRECTIVE.exec(cursor.text);
  const name = found?.[1] ?? found?.[2];
  if (!found || name === undefined) {
    cursor.at = start + 1;
    addText(nodes, '#');
    return undefined;
  }
  cursor.at += found[0].length;
  if (BLOCK_ENDS.has(name)) {
    if (name !== 'elseif') cursor.match(REST_OF_LINE);
    return name;
  }
  parseDirective(parser, nodes, name, start);
  return undefined;
}

/** `##` to the end of its line (which it swallows), `#* … *#`, and `#[[ text ]]#`. */
function parseComment(cursor: Cursor, nodes: Node[]): boolean {
  if (cursor.match(/##[^\r\n]*(?:\r\n|\n|\r)?/y) !== undefined) return true;
  if (cursor.match(/#\*[\s\S]*?\*#/y) !== undefined) return true;
  const raw = cursor.match(/#\[\[[\s\S]*?\]\]#/y);
  if (raw !== undefined) addText(nodes, raw.slice(3, -3));
  return raw !== undefined;
}

function parseDirective(parser: Parser, nodes: Node[], name: string, start: number): void {
  const { cursor } = parser;
  switch (name) {
    case 'set':
      trimLine(nodes);
      return void nodes.push(parseSet(parser));
    case 'if':
      return void nodes.push(parseIf(parser));
    case 'foreach':
      return void nodes.push(parseForeach(parser));
    case 'macro':
      return void nodes.push(parseMacro(parser));
    case 'break':
    case 'stop':
      cursor.match(REST_OF_LINE);
      return void nodes.push({ kind: name });
    default:
      parseCall(parser, nodes, name, start);
  }
}

/** Spaces before a `#set` on its line are not printed. */
function trimLine(nodes: Node[]): void {
  const last = nodes.at(-1);
  if (last?.kind !== 'text') return;
  last.text = last.text.replace(/[ \t]+$/, '');
  if (last.text === '') nodes.pop();
}

function parseSet({ cursor, depth }: Parser): Node {
  open(cursor);
  const target = parseReference(cursor, depth);
  if (!target) return cursor.fail('expected a reference to set');
  cursor.skipSpace();
  cursor.expect('=');
  const value = parseExpression(cursor, depth);
  close(cursor);
  return { kind: 'set', target: target.reference, value };
}

function parseIf(parser: Parser): Node {
  const branches: Extract<Node, { kind: 'if' }>['branches'] = [];
  let next: string | undefined = 'if';
  while (next !== 'end') {
    if (next === undefined) return parser.cursor.fail('an #if without its #end');
    const isElse: boolean = next === 'else';
    const condition = isElse ? undefined : parseCondition(parser);
    const { nodes, end } = parseBlock({ ...parser, depth: parser.depth + 1 });
    branches.push({ condition, body: nodes });
    if (isElse && end !== 'end') return parser.cursor.fail('an #else without its #end');
    next = end;
  }
  return { kind: 'if', branches };
}

function parseCondition({ cursor, depth }: Parser): ReturnType<typeof parseExpression> {
  open(cursor);
  const condition = parseExpression(cursor, depth);
  close(cursor);
  return condition;
}

function parseForeach(parser: Parser): Node {
  const { cursor, depth } = parser;
  open(cursor);
  const variable = parseReference(cursor, depth)?.reference.name;
  cursor.skipSpace();
  if (variable === undefined || !cursor.take('in'))
    return cursor.fail('expected #foreach( $item in $list )');
  const list = parseExpression(cursor, depth);
  close(cursor);
  return { kind: 'foreach', variable, list, body: parseBody(parser, 'foreach') };
}

function parseMacro(parser: Parser): Node {
  const { cursor } = parser;
  open(cursor);
  const name = cursor.match(/[a-zA-Z_][\w]*/y) ?? cursor.fail('expected the name of a macro');
  const parameters: string[] = [];
  for (cursor.skipSpace(); !cursor.take(')'); cursor.skipSpace()) {
    cursor.take(',');
    cursor.skipSpace();
    const parameter = parseReference(cursor, parser.depth);
    if (!parameter) return cursor.fail('expected a parameter of the macro');
    parameters.push(parameter.reference.name);
  }
  cursor.match(REST_OF_LINE);
  return { kind: 'macro', name, parameters, body: parseBody(parser, 'macro') };
}

function parseBody(parser: Parser, directive: string): Node[] {
  const { nodes, end } = parseBlock({ ...parser, depth: parser.depth + 1 });
  if (end !== 'end') return parser.cursor.fail(`a #${directive} without its #end`);
  return nodes;
}

/** `#name(…)` calls a macro; whether there is one shows when it runs. Anything else is text. */
function parseCall({ cursor, depth }: Parser, nodes: Node[], name: string, start: number): void {
  if (!cursor.take('(')) return addText(nodes, cursor.text.slice(start, cursor.at));
  const args = parseArguments(cursor, depth + 1);
  nodes.push({ kind: 'call', name, args, source: cursor.text.slice(start, cursor.at) });
}

function open(cursor: Cursor): void {
  cursor.skipSpace();
  cursor.expect('(');
  cursor.skipSpace();
}

/** A directive that ends its line swallows the line break. */
function close(cursor: Cursor): void {
  cursor.skipSpace();
  cursor.expect(')');
  cursor.match(REST_OF_LINE);
}
