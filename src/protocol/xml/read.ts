/** XML elements read as shapes: https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings */
import { isUtf8 } from 'node:buffer';
import { setKey } from '../record-key.ts';
import { parseScalar } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import type { Member, Shape } from '../shape.ts';
import { parseXml, type XmlElement, XmlSyntaxError } from './parse.ts';

/** S3's answer to every body that it cannot read. */
function malformedXml(): Error {
  return serializationError(
    'The XML you provided was not well-formed or did not validate against our published schema',
    'MalformedXML',
  );
}

/** @throws MalformedXML (400) */
export function parseXmlBody(body: Buffer): XmlElement {
  if (!isUtf8(body)) throw malformedXml();
  try {
    return parseXml(body.toString('utf8'));
  } catch (error) {
    throw error instanceof XmlSyntaxError ? malformedXml() : error;
  }
}

/** @throws MalformedXML (400) when a value has the wrong type */
export function readXmlStructure(
  members: readonly Member[],
  element: XmlElement,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const wireName = shape.traits.xmlName ?? name;
    if (shape.traits.xmlAttribute) {
      const attribute = Object.hasOwn(element.attributes, wireName)
        ? element.attributes[wireName]
        : undefined;
      if (attribute !== undefined) setKey(result, name, parseScalar(shape, attribute));
      continue;
    }
    const found = element.children.filter((child) => isNamed(child, wireName));
    if (found.length > 0) setKey(result, name, readMember(shape, found));
  }
  return result;
}

/** @param found all siblings of this member's name: one, or for flattened collections one per item */
function readMember(shape: Shape, found: readonly XmlElement[]): unknown {
  const [first] = found;
  if (shape.kind === 'list' && shape.traits.xmlFlattened) {
    return found.map((each) => readXml(shape.element, each));
  }
  if (shape.kind === 'map' && shape.traits.xmlFlattened) return readEntries(shape, found);
  if (!first || found.length > 1) throw malformedXml();
  return readXml(shape, first);
}

/** The value of one element. */
export function readXml(shape: Shape, element: XmlElement): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return readXmlStructure(shape.members, element);
    case 'list': {
      const itemName = shape.element.traits.xmlName ?? 'member';
      const items = element.children.filter((child) => isNamed(child, itemName));
      return items.map((each) => readXml(shape.element, each));
    }
    case 'map':
      return readEntries(
        shape,
        element.children.filter((child) => isNamed(child, 'entry')),
      );
    default:
      return readText(shape, element);
  }
}

function readEntries(shape: Shape, entries: readonly XmlElement[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const entry of entries) {
    const key = entry.children.find((child) => isNamed(child, shape.key.traits.xmlName ?? 'key'));
    const value = entry.children.find((child) =>
      isNamed(child, shape.element.traits.xmlName ?? 'value'),
    );
    if (!key || !value) throw malformedXml();
    setKey(result, key.text, readXml(shape.element, value));
  }
  return result;
}

function readText(shape: Shape, element: XmlElement): unknown {
  if (element.children.length > 0) throw malformedXml();
  if (shape.kind === 'string') return element.text;
  try {
    return parseScalar(shape, element.text.trim());
  } catch {
    throw malformedXml();
  }
}

/** Prefixes are the client's own choice, except in `xsi:type`, where the model names the prefix. */
function isNamed(element: XmlElement, name: string): boolean {
  return element.name === name || element.name.slice(element.name.indexOf(':') + 1) === name;
}
