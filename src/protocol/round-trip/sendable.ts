/** Leaves out what a wire format cannot tell from absence. */
import type { Member, Shape } from '../shape.ts';
import type { Place } from './generate.ts';

/**
 * - the query protocol has no form for an empty structure or map;
 * - an empty text as a payload is an empty body;
 * - an empty list in a URL's query or in a header, and an empty flattened list in XML, leave no trace.
 * @returns undefined when nothing of the value is left
 */
export function sendable(shape: Shape, value: unknown, place: Place): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return sendableMembers(shape.members, value as Record<string, unknown>, place);
    case 'list': {
      const { traits } = shape;
      const items = (value as unknown[])
        .map((each) => sendable(shape.element, each, place))
        .filter((each) => each !== undefined);
      const leavesNoTrace =
        place === 'xml' ? traits.xmlFlattened : (traits.httpQuery ?? traits.httpHeader);
      return items.length === 0 && leavesNoTrace ? undefined : items;
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>)
        .map(([key, each]) => [key, sendable(shape.element, each, place)] as const)
        .filter(([, each]) => each !== undefined);
      return entries.length === 0 && losesEmpty(shape, place)
        ? undefined
        : Object.fromEntries(entries);
    }
    default:
      return value === '' && shape.traits.httpPayload ? undefined : value;
  }
}

/** The same for an operation's input or output, which is never absent itself. */
export function sendableInput(
  members: readonly Member[],
  value: Record<string, unknown>,
  place: Place,
): Record<string, unknown> {
  return sendableMembers(members, value, place) ?? {};
}

function sendableMembers(
  members: readonly Member[],
  value: Record<string, unknown>,
  place: Place,
): Record<string, unknown> | undefined {
  const result: Record<string, unknown> = {};
  for (const member of members) {
    const given = value[member.name];
    const kept = given === undefined ? undefined : sendable(member.shape, given, place);
    if (kept !== undefined) result[member.name] = kept;
  }
  return Object.keys(result).length === 0 && place === 'query' ? undefined : result;
}

function losesEmpty({ traits }: Shape, place: Place): boolean {
  if (traits.httpQueryParams || traits.httpPrefixHeaders !== undefined) return true;
  return place === 'query' || (place === 'xml' && traits.xmlFlattened !== undefined);
}
