/** Shapes written as XML: https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings */
import { formatScalar } from '../scalar.ts';
import type { Member, Shape } from '../shape.ts';
import { toBytes } from '../value-writer.ts';

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** The children of a structure, without the structure's own tag. */
export function writeXmlMembers(
  members: readonly Member[],
  value: Readonly<Record<string, unknown>>,
): string {
  let xml = '';
  for (const { name, shape } of members) {
    const given = value[name];
    if (given === null || given === undefined || shape.traits.xmlAttribute) continue;
    xml += writeMember(shape.traits.xmlName ?? name, shape, given);
  }
  return xml;
}

/** @param namespace becomes `xmlns` of this element */
export function writeXmlElement(
  name: string,
  shape: Shape,
  value: unknown,
  namespace?: string,
): string {
  const attributes =
    (namespace ? ` xmlns="${escapeXml(namespace)}"` : '') + attributesOf(shape, value);
  return `<${name}${attributes}>${contentOf(shape, value)}</${name}>`;
}

function writeMember(name: string, shape: Shape, value: unknown): string {
  if (!shape.traits.xmlFlattened) return writeXmlElement(name, shape, value);
  if (shape.kind === 'list') {
    return present(value as unknown[])
      .map((each) => writeXmlElement(name, shape.element, each))
      .join('');
  }
  return entriesOf(shape, value)
    .map((entry) => `<${name}>${entry}</${name}>`)
    .join('');
}

function contentOf(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return writeXmlMembers(shape.members, value as Record<string, unknown>);
    case 'list': {
      const itemName = shape.element.traits.xmlName ?? 'member';
      return present(value as unknown[])
        .map((each) => writeXmlElement(itemName, shape.element, each))
        .join('');
    }
    case 'map':
      return entriesOf(shape, value)
        .map((entry) => `<entry>${entry}</entry>`)
        .join('');
    case 'blob':
      return formatScalar(shape, toBytes(value), 'date-time');
    default:
      return escapeXml(formatScalar(shape, value, 'date-time'));
  }
}

function entriesOf(shape: Shape, value: unknown): string[] {
  const keyName = shape.key.traits.xmlName ?? 'key';
  const valueName = shape.element.traits.xmlName ?? 'value';
  return Object.entries(value as Record<string, unknown>)
    .filter(([, each]) => each !== null && each !== undefined)
    .map(
      ([key, each]) =>
        `<${keyName}>${escapeXml(key)}</${keyName}>${writeXmlElement(valueName, shape.element, each)}`,
    );
}

function present(items: readonly unknown[]): unknown[] {
  return items.filter((each) => each !== null && each !== undefined);
}

function attributesOf(shape: Shape, value: unknown): string {
  if (shape.kind !== 'structure') return '';
  const [prefix, uri] = shape.traits.xmlNamespace ?? [];
  let text = prefix && uri ? ` xmlns:${prefix}="${escapeXml(uri)}"` : '';
  for (const member of shape.members) {
    const given = (value as Record<string, unknown>)[member.name];
    if (!member.shape.traits.xmlAttribute || given === null || given === undefined) continue;
    const name = member.shape.traits.xmlName ?? member.name;
    text += ` ${name}="${escapeXml(formatScalar(member.shape, given, 'date-time'))}"`;
  }
  return text;
}

const SPECIAL = /[&<>"'\r\n\u0000-\u0008\u000b\u000c\u000e-\u001f\u0085\u2028]/g;
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Line ends become references, since readers normalise them; control characters as AWS sends them. */
export function escapeXml(text: string): string {
  return text.replace(
    SPECIAL,
    (character) => NAMED[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`,
  );
}
