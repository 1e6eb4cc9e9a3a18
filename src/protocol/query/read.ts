/** The query protocol's input: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
import type { AwsError } from '../aws-error.ts';
import type { Parameters } from '../http/query-string.ts';
import { setKey } from '../record-key.ts';
import { parseScalar } from '../scalar.ts';
import { serializationError } from '../serialization-error.ts';
import type { Member, Shape } from '../shape.ts';

/** `Tags.member.1.Key=a` as a tree: Tags → member → 1 → Key, with the value at the leaf. */
interface Branch {
  value: string | undefined;
  children: Map<string, Branch>;
}

const MAX_DEPTH = 128;

/** The name of this family of errors in query services, as in `Top level element may not be treated as a list`. */
function malformedInput(message: string): AwsError {
  return serializationError(message, 'MalformedInput');
}

/** @throws MalformedInput (400) */
export function readQuery(shape: Shape, parameters: Parameters): Record<string, unknown> {
  const root: Branch = { value: undefined, children: new Map() };
  for (const [name, value] of parameters) plant(root, name, value);
  try {
    return readMembers(shape.members, root);
  } catch (error) {
    // Scalars complain as the JSON protocols do; here the code differs.
    throw malformedInput((error as Error).message);
  }
}

function plant(root: Branch, name: string, value: string): void {
  const parts = name.split('.', MAX_DEPTH + 1);
  if (parts.length > MAX_DEPTH) throw malformedInput('The request is nested too deeply.');
  let branch = root;
  for (const part of parts) {
    let child = branch.children.get(part);
    if (!child) {
      child = { value: undefined, children: new Map() };
      branch.children.set(part, child);
    }
    branch = child;
  }
  branch.value = value;
}

function readMembers(members: readonly Member[], branch: Branch): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const child = branch.children.get(shape.traits.xmlName ?? name);
    if (child) setKey(result, name, readBranch(shape, child));
  }
  return result;
}

function readBranch(shape: Shape, branch: Branch): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return readMembers(shape.members, branch);
    case 'list':
      return readList(shape, branch);
    case 'map':
      return readMap(shape, branch);
    default:
      if (branch.value === undefined) {
        throw malformedInput('Start of structure or map found where not expected.');
      }
      return parseScalar(shape, branch.value);
  }
}

function readList(shape: Shape, branch: Branch): unknown[] {
  const items = shape.traits.xmlFlattened
    ? branch
    : branch.children.get(shape.element.traits.xmlName ?? 'member');
  return numbered(items).map((item) => readBranch(shape.element, item));
}

function readMap(shape: Shape, branch: Branch): Record<string, unknown> {
  const entries = shape.traits.xmlFlattened ? branch : branch.children.get('entry');
  const result: Record<string, unknown> = {};
  for (const entry of numbered(entries)) {
    const key = entry.children.get(shape.key.traits.xmlName ?? 'key')?.value;
    const value = entry.children.get(shape.element.traits.xmlName ?? 'value');
    if (key === undefined) throw malformedInput('A map entry has no key.');
    // Clients that send an empty value may leave the parameter out.
    if (value) setKey(result, key, readBranch(shape.element, value));
  }
  return result;
}

/** Children 1, 2, 3 … in order; gaps are closed, as AWS does. */
function numbered(branch: Branch | undefined): Branch[] {
  if (!branch) return [];
  return [...branch.children]
    .map(([name, child]) => {
      if (!/^\d{1,9}$/.test(name)) throw malformedInput(`The list index ${name} is not a number.`);
      return [Number(name), child] as const;
    })
    .toSorted(([a], [b]) => a - b)
    .map(([, child]) => child);
}
