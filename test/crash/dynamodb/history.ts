/**
 * A checker for histories of operations on versioned items. Every write makes the next version of an
 * item, so the order of operations on one item is known; what is left to check is that the orders of
 * all items and of real time fit together: that there is one order of all operations in which each
 * sees what those before it did, and none comes before one that had ended when it began (strict
 * serializability; for operations on one item, linearizability).
 */

export interface Effect {
  key: string;
  kind: 'read' | 'write';
  /** The version that was seen, or made. */
  version: number;
}

export interface Operation {
  name: string;
  startMs: number;
  endMs: number;
  effects: Effect[];
}

/** @returns what is wrong, or undefined. Versions may be missing: their writers never got an answer. */
export function findViolation(history: readonly Operation[]): string | undefined {
  const graph = new Graph();
  for (const operation of history) graph.add(operation.name);
  return (
    addItemOrder(graph, history) ??
    (addRealTime(graph, history), describeCycle(graph.findCycle(), history))
  );
}

class Graph {
  readonly #next = new Map<string, Set<string>>();

  add(node: string): void {
    if (!this.#next.has(node)) this.#next.set(node, new Set());
  }

  edge(from: string, to: string): void {
    this.add(from);
    this.add(to);
    if (from !== to) this.#next.get(from)!.add(to);
  }

  /** Removes nodes that nothing precedes until none is left, or only cycles are. */
  findCycle(): string[] | undefined {
    const before = new Map<string, number>();
    for (const targets of this.#next.values())
      for (const each of targets) before.set(each, (before.get(each) ?? 0) + 1);
    const free = [...this.#next.keys()].filter((node) => !before.get(node));
    let removed = 0;
    for (let node = free.pop(); node !== undefined; node = free.pop()) {
      removed++;
      for (const each of this.#next.get(node)!) {
        const left = before.get(each)! - 1;
        before.set(each, left);
        if (left === 0) free.push(each);
      }
    }
    if (removed === this.#next.size) return undefined;
    return this.#trace([...before].find(([, count]) => count > 0)![0], before);
  }

  /** Walks backwards through what is left: every such node is preceded by another. */
  #trace(start: string, before: ReadonlyMap<string, number>): string[] {
    const previous = new Map<string, string>();
    for (const [from, targets] of this.#next)
      if (before.get(from)) for (const to of targets) previous.set(to, from);
    const path: string[] = [];
    for (let node = start; !path.includes(node); node = previous.get(node)!) path.push(node);
    return path.reverse();
  }
}

/** Version by version: a write after the write before it, reads of a version between its write and the next. */
function addItemOrder(graph: Graph, history: readonly Operation[]): string | undefined {
  const writers = new Map<string, Map<number, string>>();
  const readers = new Map<string, [version: number, name: string][]>();
  for (const { name, effects } of history)
    for (const { key, kind, version } of effects) {
      if (kind === 'read') {
        readers.set(key, [...(readers.get(key) ?? []), [version, name]]);
        continue;
      }
      const known = writers.get(key) ?? new Map<number, string>();
      writers.set(key, known);
      const other = known.get(version);
      if (other !== undefined) return `${other} and ${name} both made version ${version} of ${key}`;
      known.set(version, name);
    }
  for (const key of new Set([...writers.keys(), ...readers.keys()])) {
    const written = [...(writers.get(key) ?? [])].sort(([a], [b]) => a - b);
    for (const [index, [, name]] of written.entries())
      if (index > 0) graph.edge(written[index - 1]![1], name);
    for (const [version, name] of readers.get(key) ?? []) {
      const earlier = written.findLast(([each]) => each <= version);
      const later = written.find(([each]) => each > version);
      if (earlier) graph.edge(earlier[1], name);
      if (later) graph.edge(name, later[1]);
    }
  }
  return undefined;
}

/** A chain of instants, one for each end: an operation precedes its own end, and each instant what begins after it. */
function addRealTime(graph: Graph, history: readonly Operation[]): void {
  const ends = history
    .map(({ endMs, name }) => ({ endMs, name }))
    .sort((a, b) => a.endMs - b.endMs);
  for (const [index, { name }] of ends.entries()) {
    graph.edge(name, `end ${index}`);
    if (index > 0) graph.edge(`end ${index - 1}`, `end ${index}`);
  }
  for (const { name, startMs } of history) {
    const last = ends.findLastIndex(({ endMs }) => endMs < startMs);
    if (last >= 0) graph.edge(`end ${last}`, name);
  }
}

function describeCycle(
  cycle: string[] | undefined,
  history: readonly Operation[],
): string | undefined {
  if (!cycle) return undefined;
  const shown = history
    .filter(({ name }) => cycle.includes(name))
    .map(({ name, startMs, endMs, effects }) => {
      const did = effects.map((each) => `${each.kind} ${each.key}@${each.version}`).join(', ');
      return `${name} [${startMs.toFixed(2)}..${endMs.toFixed(2)}] ${did}`;
    });
  return `no order fits these:\n${shown.join('\n')}`;
}
