/**
 * A small strict XML reader: elements, attributes, text, CDATA, the five named entities and numeric
 * ones. No document type, so no entity can be defined or fetched; depth is bounded.
 */
import { setKey } from '../record-key.ts';

export interface XmlElement {
  /** As written, prefix included. */
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  /** All text directly inside, joined; white space kept. */
  text: string;
}

/** Says what is wrong and where; readers turn it into their service's error. */
export class XmlSyntaxError extends Error {
  override readonly name = 'XmlSyntaxError';
}

const MAX_DEPTH = 128;
const OPENING = /<([A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*)/y;
const ATTRIBUTE =
  /\s+([A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
const CLOSING = /<\/([^\s>]+)\s*>/y;
const ENTITY = /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));|&/g;
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** @throws XmlSyntaxError */
export function parseXml(text: string): XmlElement {
  const cursor: Cursor = { text: text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'), at: 0 };
  skipMisc(cursor);
  const root = openElement(cursor);
  const open = root.isEmpty ? [] : [root.element];
  for (let current = open.at(-1); current; current = open.at(-1)) {
    readText(cursor, current);
    const closing = match(cursor, CLOSING);
    if (closing) {
      if (closing[1] !== current.name)
        throw fail(cursor, `</${closing[1]}> closes <${current.name}>`);
      open.pop();
      continue;
    }
    const { element, isEmpty } = openElement(cursor);
    current.children.push(element);
    if (isEmpty) continue;
    if (open.push(element) > MAX_DEPTH) throw fail(cursor, 'elements are nested too deeply');
  }
  skipMisc(cursor);
  if (cursor.at < cursor.text.length) throw fail(cursor, 'there is content after the root element');
  return root.element;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (!found) return undefined;
  cursor.at = pattern.lastIndex;
  return found;
}

function openElement(cursor: Cursor): { element: XmlElement; isEmpty: boolean } {
  const opening = match(cursor, OPENING);
  if (!opening) throw fail(cursor, 'an element was expected');
  const element: XmlElement = { name: opening[1] ?? '', attributes: {}, children: [], text: '' };
  for (let found = match(cursor, ATTRIBUTE); found; found = match(cursor, ATTRIBUTE)) {
    setKey(element.attributes, found[1] ?? '', decodeEntities(cursor, found[2] ?? found[3] ?? ''));
  }
  const end = match(cursor, TAG_END);
  if (!end) throw fail(cursor, `the tag <${element.name}> is malformed`);
  return { element, isEmpty: end[1] === '/' };
}

/** Takes text, CDATA sections, comments and processing instructions up to the next tag. */
function readText(cursor: Cursor, element: XmlElement): void {
  for (;;) {
    const tag = cursor.text.indexOf('<', cursor.at);
    if (tag < 0) throw fail(cursor, `<${element.name}> is not closed`);
    if (tag > cursor.at) element.text += decodeEntities(cursor, cursor.text.slice(cursor.at, tag));
    cursor.at = tag;
    if (cursor.text.startsWith('<![CDATA[', tag)) {
      element.text += skipTo(cursor, 9, ']]>');
    } else if (!skipCommentOrInstruction(cursor)) {
      return;
    }
  }
}

function skipMisc(cursor: Cursor): void {
  const space = /\s*/y;
  do match(cursor, space);
  while (skipCommentOrInstruction(cursor));
}

function skipCommentOrInstruction(cursor: Cursor): boolean {
  if (cursor.text.startsWith('<!--', cursor.at)) {
    skipTo(cursor, 4, '-->');
    return true;
  }
  if (!cursor.text.startsWith('<?', cursor.at)) return false;
  skipTo(cursor, 2, '?>');
  return true;
}

/** @returns the text between the opening, `openLength` long, and `end` */
function skipTo(cursor: Cursor, openLength: number, end: string): string {
  const from = cursor.at + openLength;
  const to = cursor.text.indexOf(end, from);
  if (to < 0) throw fail(cursor, `${end} is missing`);
  cursor.at = to + end.length;
  return cursor.text.slice(from, to);
}

function decodeEntities(cursor: Cursor, text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(NAMED, name)) return NAMED[name] ?? '';
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    throw fail(cursor, `${whole} is not a known entity`);
  });
}

function fail(cursor: Cursor, what: string): XmlSyntaxError {
  return new XmlSyntaxError(`Malformed XML at character ${cursor.at}: ${what}.`);
}
