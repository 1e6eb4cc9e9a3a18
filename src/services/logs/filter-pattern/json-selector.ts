import type { Scanner } from './scanner.ts';

/** A property name, an array index, or any element of an array. */
type Step = { property: string } | { index: number } | { anyElement: true };

/** Where a selector such as `$.users[0].id` points in a parsed JSON document: no, one or (with `[*]`) many nodes. */
export type Selector = (document: unknown) => unknown[];

/**
 * Reads `$.a-b.c[0]`, `$.list[*].id`, `$['a.b']`.
 * @throws FilterPatternError
 */
export function parseSelector(scanner: Scanner): Selector {
  scanner.expect('$');
  const steps: Step[] = [];
  for (let step = parseStep(scanner); step; step = parseStep(scanner)) steps.push(step);
  if (steps.length === 0) throw scanner.error();
  return (document) => {
    let nodes = [document];
    for (const step of steps) nodes = nodes.flatMap((node) => follow(step, node));
    return nodes;
  };
}

function parseStep(scanner: Scanner): Step | undefined {
  if (scanner.take('.') && !scanner.startsWith('[')) {
    const property = scanner.match(/[\p{L}\p{N}_-]+/uy);
    if (property === undefined) throw scanner.error();
    return { property };
  }
  if (!scanner.take('[')) return undefined;
  const step = parseBracket(scanner);
  scanner.expect(']');
  return step;
}

function parseBracket(scanner: Scanner): Step {
  if (scanner.take('*')) return { anyElement: true };
  if (scanner.startsWith('"')) return { property: scanner.quoted() };
  const quoted = scanner.match(/'[^']*'/y);
  if (quoted !== undefined) return { property: quoted.slice(1, -1) };
  const index = scanner.match(/\d{1,9}/y);
  if (index === undefined) throw scanner.error();
  return { index: Number(index) };
}

function follow(step: Step, node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('property' in step) {
    const isOwn = !Array.isArray(node) && Object.hasOwn(node, step.property);
    return isOwn ? [(node as Record<string, unknown>)[step.property]] : [];
  }
  if (!Array.isArray(node)) return [];
  if ('anyElement' in step) return node;
  return step.index < node.length ? [node[step.index]] : [];
}
