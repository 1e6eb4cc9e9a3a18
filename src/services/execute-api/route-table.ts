/**
 * Which route of a stage serves a request. AWS's order: a full match of the path, then a greedy
 * `{proxy+}`, then `$default`; a static segment beats `{variable}`; a method beats ANY.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 *
 * A trie by segments: a request costs by the length of its path, not by the number of routes.
 */
import { parseRouteKey, type RouteTemplate } from './route-key.ts';

/** Takes part in matching by its `routeKey` only. */
export interface Routable {
  readonly routeKey: string;
}

export interface RouteMatch<R extends Routable> {
  route: R;
  /** Names and values in the order of the template; undefined when it has no variables. */
  pathParameters: [name: string, value: string][] | undefined;
}

export interface RouteTable<R extends Routable> {
  /** @param path decoded, without the stage, beginning with `/` */
  match(method: string, path: string): RouteMatch<R> | undefined;
}

interface Entry<R> {
  route: R;
  template: RouteTemplate;
}

interface Node<R> {
  children: Map<string, Node<R>>;
  variable: Node<R> | undefined;
  /** By method: routes that end here. */
  ends: Map<string, Entry<R>>;
  /** By method: routes whose greedy variable begins here. */
  greedy: Map<string, Entry<R>>;
}

/** Routes with a malformed key, which the control plane never stores, are left out. */
export function compileRoutes<R extends Routable>(routes: readonly R[]): RouteTable<R> {
  const root = makeNode<R>();
  let fallback: R | undefined;
  for (const route of routes) {
    if (route.routeKey === '$default') fallback = route;
    const template = parseRouteKey(route.routeKey);
    if (template) insert(root, { route, template });
  }
  return {
    match(method, path) {
      const segments = path === '/' ? [] : path.slice(1).split('/');
      const search: Search<R> = { method, segments, greedy: undefined };
      const entry = findFull(root, 0, search) ?? search.greedy;
      if (entry) return { route: entry.route, pathParameters: capture(entry.template, segments) };
      return fallback && { route: fallback, pathParameters: undefined };
    },
  };
}

interface Search<R> {
  method: string;
  segments: readonly string[];
  /** The best greedy route passed on the way: the first found, as the walk goes by precedence. */
  greedy: Entry<R> | undefined;
}

function makeNode<R>(): Node<R> {
  return { children: new Map(), variable: undefined, ends: new Map(), greedy: new Map() };
}

function insert<R>(root: Node<R>, entry: Entry<R>): void {
  let node = root;
  for (const segment of entry.template.segments) {
    if (segment.kind === 'greedy') {
      node.greedy.set(entry.template.method, entry);
      return;
    }
    const next = segment.kind === 'static' ? node.children.get(segment.text) : node.variable;
    const child = next ?? makeNode<R>();
    if (segment.kind === 'static') node.children.set(segment.text, child);
    else node.variable = child;
    node = child;
  }
  node.ends.set(entry.template.method, entry);
}

/** Depth first, static before variable, so that each node of the trie is visited at most once. */
function findFull<R>(node: Node<R>, depth: number, search: Search<R>): Entry<R> | undefined {
  const { segments, method } = search;
  if (depth === segments.length) return node.ends.get(method) ?? node.ends.get('ANY');
  const segment = segments[depth] as string;
  const child = node.children.get(segment);
  const found =
    (child && findFull(child, depth + 1, search)) ??
    // An empty segment (`/users/`) is no value for `{id}`; a greedy variable takes it.
    (node.variable && segment !== '' ? findFull(node.variable, depth + 1, search) : undefined);
  if (!found && !search.greedy) search.greedy = node.greedy.get(method) ?? node.greedy.get('ANY');
  return found;
}

function capture(
  template: RouteTemplate,
  segments: readonly string[],
): [name: string, value: string][] | undefined {
  let captured: [string, string][] | undefined;
  template.segments.forEach((each, index) => {
    if (each.kind === 'static') return;
    const value =
      each.kind === 'greedy' ? segments.slice(index).join('/') : (segments[index] ?? '');
    (captured ??= []).push([each.name, value]);
  });
  return captured;
}
