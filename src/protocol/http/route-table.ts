/** REST routing: a trie over path segments, built once per service from the operations' http traits. */
import type { HttpTrait, OperationModel, WireRequest } from '../interface.ts';
import { type Parameters, parseQueryString, percentDecode } from './query-string.ts';

export interface Route {
  operation: OperationModel;
  labels: Readonly<Record<string, string>>;
}

export interface RouteTable {
  /** @returns undefined when no operation has this method and path */
  find(request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>): Route | undefined;
}

interface Leaf {
  operation: OperationModel;
  method: string;
  labelNames: readonly string[];
  /** Literals of the URI's query; an empty value means that the name alone must be there. */
  queryLiterals: Parameters;
  requiredQueries: readonly string[];
  requiredHeaders: readonly string[];
}

interface Node {
  literals: Map<string, Node>;
  label: Node | undefined;
  /** Reached by one segment or more; takes all that is left of the path. */
  greedy: Leaf[];
  leaves: Leaf[];
}

/** The SDK sends it as a hint; other clients do not, so it can decide but not be demanded. */
const OPERATION_HINT = 'x-id';

/**
 * @param pathPrefix put before every URI: S3's schemas leave `/{Bucket}` to the endpoint rules
 */
export function buildRouteTable(
  operations: Iterable<OperationModel>,
  pathPrefix: (operation: OperationModel) => string = () => '',
): RouteTable {
  const root = makeNode();
  for (const operation of operations) {
    if (operation.http) insert(root, operation, operation.http, pathPrefix(operation));
  }
  return {
    find(request) {
      const parameters = parseQueryString(request.query);
      const segments = request.path.slice(1).split('/');
      return walk(root, segments, 0, [], { request, parameters });
    },
  };
}

function makeNode(): Node {
  return { literals: new Map(), label: undefined, greedy: [], leaves: [] };
}

function insert(root: Node, operation: OperationModel, http: HttpTrait, prefix: string): void {
  const [path = '', query = ''] = http.uri.split('?', 2);
  const labelNames: string[] = [];
  const leaf: Leaf = {
    operation,
    method: http.method,
    labelNames,
    queryLiterals: parseQueryString(query),
    requiredQueries: requiredNames(operation, 'httpQuery'),
    requiredHeaders: requiredNames(operation, 'httpHeader').map((name) => name.toLowerCase()),
  };
  let node = root;
  for (const segment of (prefix + path).split('/').filter((each) => each !== '')) {
    const label = /^\{([^+}]+)(\+?)\}$/.exec(segment);
    if (!label) {
      const child = node.literals.get(segment) ?? makeNode();
      node.literals.set(segment, child);
      node = child;
      continue;
    }
    labelNames.push(label[1] ?? '');
    if (label[2] === '+') {
      node.greedy.push(leaf);
      return;
    }
    node = node.label ??= makeNode();
  }
  node.leaves.push(leaf);
}

function requiredNames(operation: OperationModel, trait: 'httpQuery' | 'httpHeader'): string[] {
  return operation.input.members
    .filter(({ required }) => required)
    .flatMap(({ shape }) => shape.traits[trait] ?? []);
}

interface Search {
  request: Pick<WireRequest, 'method' | 'headers'>;
  parameters: Parameters;
}

/** Literal segments win over labels, labels over greedy labels. */
function walk(node: Node, segments: string[], index: number, values: string[], search: Search): Route | undefined {
  const segment = segments[index];
  // A trailing slash means nothing, except inside a greedy label (an S3 key may end in one).
  if (segment === undefined || (segment === '' && index === segments.length - 1)) {
    return choose(node.leaves, values, search);
  }
  const literal = node.literals.get(segment);
  const byLiteral = literal && walk(literal, segments, index + 1, values, search);
  if (byLiteral) return byLiteral;
  const byLabel =
    node.label && segment !== '' && walk(node.label, segments, index + 1, [...values, segment], search);
  if (byLabel) return byLabel;
  return choose(node.greedy, [...values, segments.slice(index).join('/')], search);
}

function choose(leaves: readonly Leaf[], values: readonly string[], search: Search): Route | undefined {
  let best: Leaf | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const leaf of leaves) {
    const score = scoreOf(leaf, search);
    if (score !== undefined && score > bestScore) {
      best = leaf;
      bestScore = score;
    }
  }
  if (!best) return undefined;
  const labels = Object.fromEntries(best.labelNames.map((name, at) => [name, percentDecode(values[at] ?? '')]));
  return { operation: best.operation, labels };
}

/**
 * How specific a leaf is for a request; undefined when it does not match. A leaf whose required
 * parameters are missing still matches, last, so that the client learns what is missing.
 */
function scoreOf(leaf: Leaf, { request, parameters }: Search): number | undefined {
  if (leaf.method !== request.method) return undefined;
  let score = 0;
  for (const [name, value] of leaf.queryLiterals) {
    const given = parameters.filter((each) => each[0] === name);
    if (name === OPERATION_HINT) {
      if (given.some((each) => each[1] === value)) score += 1;
      else if (given.length > 0) return undefined;
    } else if (given.some((each) => value === '' || each[1] === value)) {
      score += 100;
    } else {
      return undefined;
    }
  }
  for (const name of leaf.requiredQueries) {
    score += parameters.some((each) => each[0] === name) ? 10 : -1000;
  }
  for (const name of leaf.requiredHeaders) score += request.headers[name] === undefined ? -1000 : 10;
  return score;
}
