/** REST routing: a trie over path segments, built once per service from the operations' http traits. */
import type { HttpTrait, OperationModel, WireRequest } from '../interface.ts';
import { operationPath } from './operation-path.ts';
import { type Parameters, parseQueryString } from './query-string.ts';

export interface RouteTable {
  /** @returns undefined when no operation has this method and path */
  find(
    request: Pick<WireRequest, 'method' | 'path' | 'query' | 'headers'>,
  ): OperationModel | undefined;
}

interface Leaf {
  operation: OperationModel;
  method: string;
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

export function buildRouteTable(operations: Iterable<OperationModel>): RouteTable {
  const root = makeNode();
  for (const operation of operations) {
    if (operation.http) insert(root, operation, operation.http);
  }
  return {
    find(request) {
      const parameters = parseQueryString(request.query);
      const segments = request.path.slice(1).split('/');
      return walk(root, segments, 0, { request, parameters });
    },
  };
}

function makeNode(): Node {
  return { literals: new Map(), label: undefined, greedy: [], leaves: [] };
}

function insert(root: Node, operation: OperationModel, http: HttpTrait): void {
  const leaf: Leaf = {
    operation,
    method: http.method,
    queryLiterals: parseQueryString(http.uri.split('?')[1] ?? ''),
    requiredQueries: requiredNames(operation, 'httpQuery'),
    requiredHeaders: requiredNames(operation, 'httpHeader').map((name) => name.toLowerCase()),
  };
  let node = root;
  for (const { kind, text } of operationPath(operation)) {
    if (kind === 'greedy') {
      node.greedy.push(leaf);
      return;
    }
    if (kind === 'label') {
      node = node.label ??= makeNode();
      continue;
    }
    const child = node.literals.get(text) ?? makeNode();
    node.literals.set(text, child);
    node = child;
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
function walk(
  node: Node,
  segments: string[],
  index: number,
  search: Search,
): OperationModel | undefined {
  const segment = segments[index];
  // A trailing slash means nothing, except inside a greedy label (an S3 key may end in one).
  if (segment === undefined || (segment === '' && index === segments.length - 1)) {
    return choose(node.leaves, search);
  }
  const literal = node.literals.get(segment);
  const byLiteral = literal && walk(literal, segments, index + 1, search);
  if (byLiteral) return byLiteral;
  const byLabel =
    node.label && segment !== '' ? walk(node.label, segments, index + 1, search) : undefined;
  return byLabel ?? choose(node.greedy, search);
}

function choose(leaves: readonly Leaf[], search: Search): OperationModel | undefined {
  let best: Leaf | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const leaf of leaves) {
    const score = scoreOf(leaf, search);
    if (score !== undefined && score > bestScore) {
      best = leaf;
      bestScore = score;
    }
  }
  return best?.operation;
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
      score += 100_000;
    } else {
      return undefined;
    }
  }
  for (const name of leaf.requiredQueries) {
    score += parameters.some((each) => each[0] === name) ? 10 : -1000;
  }
  for (const name of leaf.requiredHeaders)
    score += request.headers[name] === undefined ? -1000 : 10;
  return score;
}
