import { array, assert, boolean, constant, constantFrom, oneof, property, tuple } from 'fast-check';
import { expect, it } from 'vitest';
import { parseRouteKey, type RouteTemplate, type Segment, shapeOf } from './route-key.ts';
import { compileRoutes } from './route-table.ts';

/** The rules of AWS's page, said one by one over the plain list of routes. */
function slowMatch(routeKeys: readonly string[], method: string, path: string): string | undefined {
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const candidates = routeKeys.filter((key) => {
    const template = parseRouteKey(key);
    return template && covers(template, method, segments);
  });
  candidates.sort((a, b) => compare(parse(a), parse(b)));
  return candidates[0] ?? routeKeys.find((key) => key === '$default');
}

function parse(key: string): RouteTemplate {
  const template = parseRouteKey(key);
  if (!template) throw new Error(`${key} is no route key`);
  return template;
}

function isGreedy(template: RouteTemplate): boolean {
  return template.segments.at(-1)?.kind === 'greedy';
}

function covers(template: RouteTemplate, method: string, segments: readonly string[]): boolean {
  if (template.method !== 'ANY' && template.method !== method) return false;
  if (!isGreedy(template) && template.segments.length !== segments.length) return false;
  if (isGreedy(template) && template.segments.length > segments.length) return false;
  return template.segments.every((each, index) => {
    if (each.kind === 'greedy') return true;
    return each.kind === 'variable' ? segments[index] !== '' : each.text === segments[index];
  });
}

const RANK: Record<Segment['kind'], number> = { static: 0, variable: 1, greedy: 2 };

function compare(a: RouteTemplate, b: RouteTemplate): number {
  if (isGreedy(a) !== isGreedy(b)) return isGreedy(a) ? 1 : -1;
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index];
    const difference = RANK[segment.kind] - RANK[other?.kind ?? 'greedy'];
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

const methods = constantFrom('GET', 'POST');
const words = constantFrom('a', 'b', 'c');
const templates = tuple(
  constantFrom('ANY', 'GET', 'POST'),
  array(oneof(words, constant('{x}')), { maxLength: 4 }),
  boolean(),
).map(([method, parts, greedy]) => {
  const named = parts.map((part, index) => (part === '{x}' ? `{x${index}}` : part));
  return `${method} /${[...named, ...(greedy ? ['{rest+}'] : [])].join('/')}`;
});
const routeKeys = tuple(array(templates, { maxLength: 20 }), boolean()).map(([keys, fallback]) => [
  ...new Map(keys.map((key) => [shapeOf(parse(key)), key])).values(),
  ...(fallback ? ['$default'] : []),
]);
const paths = array(oneof(words, constantFrom('', 'z')), { maxLength: 5 }).map(
  (parts) => `/${parts.join('/')}`,
);

it('selects the same route as the rules read one by one', () => {
  assert(
    property(routeKeys, methods, paths, (keys, method, path) => {
      const table = compileRoutes(keys.map((routeKey) => ({ routeKey })));
      expect(table.match(method, path)?.route.routeKey).toBe(slowMatch(keys, method, path));
    }),
    { numRuns: 3000 },
  );
});

it('hands back a path that its template and variables give again', () => {
  assert(
    property(routeKeys, methods, paths, (keys, method, path) => {
      const match = compileRoutes(keys.map((routeKey) => ({ routeKey }))).match(method, path);
      if (!match || match.route.routeKey === '$default') return;
      let rebuilt = parse(match.route.routeKey).path;
      for (const [name, value] of match.pathParameters ?? [])
        rebuilt = rebuilt.replace(`{${name}}`, value).replace(`{${name}+}`, value);
      expect(rebuilt).toBe(path);
    }),
    { numRuns: 1000 },
  );
});
