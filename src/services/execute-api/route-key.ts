/**
 * Route keys of HTTP APIs: `$default`, or a method and a path template.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */

export const ROUTE_METHODS = [
  'ANY',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
] as const;

export type RouteMethod = (typeof ROUTE_METHODS)[number];

/** One step of a path template: a literal, `{name}`, or (last only) `{name+}`. */
export type Segment =
  | { kind: 'static'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'greedy'; name: string };

export interface RouteTemplate {
  method: RouteMethod;
  /** `/users/{id}`, as written. */
  path: string;
  segments: readonly Segment[];
}

/** No request line is longer, so no longer key could ever match. */
const LONGEST_ROUTE_KEY = 10_240;
const VARIABLE_NAME = /^[\w.-]+$/;
const LITERAL = /^[^\s{}?#\p{Cc}]+$/u;

/** @returns undefined when the key does not follow the grammar; `$default` is not a template */
export function parseRouteKey(routeKey: string): RouteTemplate | undefined {
  if (routeKey.length > LONGEST_ROUTE_KEY) return undefined;
  const space = routeKey.indexOf(' ');
  if (space < 0) return undefined;
  const method = ROUTE_METHODS.find((each) => each === routeKey.slice(0, space));
  const path = routeKey.slice(space + 1);
  if (!method || !path.startsWith('/')) return undefined;
  const segments = path === '/' ? [] : path.slice(1).split('/').map(parseSegment);
  if (!areWhole(segments) || !isSound(segments)) return undefined;
  return { method, path, segments };
}

/** Two keys of one shape (`GET /a/{x}` and `GET /a/{y}`) cannot stand side by side in an API. */
export function shapeOf(template: RouteTemplate): string {
  const parts = template.segments.map((each) => {
    if (each.kind === 'static') return each.text;
    return each.kind === 'variable' ? '{}' : '{+}';
  });
  return `${template.method} /${parts.join('/')}`;
}

function parseSegment(text: string): Segment | undefined {
  if (LITERAL.test(text)) return { kind: 'static', text };
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  const greedy = text.endsWith('+}');
  const name = text.slice(1, greedy ? -2 : -1);
  return VARIABLE_NAME.test(name) ? { kind: greedy ? 'greedy' : 'variable', name } : undefined;
}

function areWhole(segments: readonly (Segment | undefined)[]): segments is Segment[] {
  return segments.every((each) => each !== undefined);
}

/** Greedy only at the end, and no variable named twice. */
function isSound(segments: readonly Segment[]): boolean {
  const names = new Set<string>();
  return segments.every((each, index) => {
    if (each.kind === 'static') return true;
    if (each.kind === 'greedy' && index < segments.length - 1) return false;
    if (names.has(each.name)) return false;
    names.add(each.name);
    return true;
  });
}
