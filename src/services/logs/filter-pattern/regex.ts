import { type CharTest, parseRegex, type RegexSyntax } from './regex-syntax.ts';
import { FilterPatternError, INVALID_PATTERN } from './scanner.ts';

/**
 * Regular expressions without backtracking: a nondeterministic automaton whose sets of states become
 * the states of a deterministic one, made as the text asks for them. A search reads each character
 * once, so no pattern and no message can make it slow, as they can with JavaScript's own `RegExp`.
 */
export interface LinearRegex {
  /** Whether the expression matches anywhere in `text`. */
  search(text: string): boolean;
}

/** Bounds the cost of one step in the worst case. */
const MAX_STATES = 500;
/** The cache is emptied when it holds this many sets. */
const MAX_CACHED_SETS = 500;
/** One table entry for each ASCII character; all others are computed. */
const TABLE_SIZE = 128;

type State =
  | { kind: 'char'; test: CharTest; next: number }
  | { kind: 'split'; next: number; other: number }
  | { kind: 'start' | 'end'; next: number }
  | { kind: 'accept' };

/** @throws FilterPatternError */
export function compileRegex(source: string): LinearRegex {
  const states: State[] = [{ kind: 'accept' }];
  const starts = buildStates(parseRegex(source), states);
  return { search: makeSearch(states, starts) };
}

/** Appends to `states`, whose first is the accepting one; returns where each alternative begins. */
function buildStates(syntax: RegexSyntax, states: State[]): number[] {
  const add = (state: State): number => {
    if (states.length >= MAX_STATES) {
      throw new FilterPatternError(`${INVALID_PATTERN}: regular expression too large`);
    }
    return states.push(state) - 1;
  };
  return syntax.map((sequence) => {
    let next = 0; // built from the end: each part knows where it leads
    for (const part of sequence.toReversed()) {
      if (part.kind !== 'char') {
        next = add({ kind: part.kind, next });
        continue;
      }
      const { test, min, max } = part;
      if (max === Infinity) {
        const loop: State = { kind: 'split', next: 0, other: next };
        const split = add(loop);
        loop.next = add({ kind: 'char', test, next: split });
        next = split;
      }
      const skipTo = next;
      for (let count = min; max !== Infinity && count < max; count++) {
        next = add({ kind: 'split', next: add({ kind: 'char', test, next }), other: skipTo });
      }
      for (let count = 0; count < min; count++) next = add({ kind: 'char', test, next });
    }
    return next;
  });
}

/** One state of the deterministic automaton. */
interface StateSet {
  /** Only the `char` states. */
  chars: number[];
  /** A match is complete here. */
  accepts: boolean;
  /** A match is complete here if the text ends. */
  acceptsAtEnd: boolean;
  table: (StateSet | undefined)[];
}

function makeSearch(states: State[], starts: number[]): (text: string) => boolean {
  let cache = new Map<string, StateSet>();

  const close = (from: readonly number[], isTextStart: boolean): StateSet => {
    const visited = new Set<number>();
    const chars: number[] = [];
    let accepts = false;
    const walk = (roots: readonly number[], isTextEnd: boolean): void => {
      const pending = [...roots];
      for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
        if (visited.has(index)) continue;
        visited.add(index);
        const state = states[index] as State;
        if (state.kind === 'accept') accepts = true;
        else if (state.kind === 'char') chars.push(index);
        else if (state.kind === 'split') pending.push(state.next, state.other);
        else if (state.kind === 'start' && isTextStart) pending.push(state.next);
        else if (state.kind === 'end' && isTextEnd) pending.push(state.next);
      }
    };
    walk(from, false);
    chars.sort((a, b) => a - b);
    const acceptsNow = accepts;
    const reached = [...chars];
    visited.clear();
    walk(from, true);
    return {
      chars: reached,
      accepts: acceptsNow,
      acceptsAtEnd: accepts,
      table: Array.from({ length: TABLE_SIZE }),
    };
  };

  const intern = (set: StateSet): StateSet => {
    const key = `${set.chars.join()}${set.accepts ? '!' : ''}${set.acceptsAtEnd ? '$' : ''}`;
    const known = cache.get(key);
    if (known) return known;
    if (cache.size >= MAX_CACHED_SETS) cache = new Map();
    cache.set(key, set);
    return set;
  };

  const step = (set: StateSet, unit: number): StateSet => {
    const reached = [...starts]; // a match may begin anywhere
    for (const index of set.chars) {
      const state = states[index] as State & { kind: 'char' };
      if (state.test(unit)) reached.push(state.next);
    }
    return intern(close(reached, false));
  };

  const initial = close(starts, true);
  return (text) => {
    let set = initial;
    for (let at = 0; at < text.length; at++) {
      if (set.accepts) return true;
      const unit = text.charCodeAt(at);
      if (unit >= TABLE_SIZE) {
        set = step(set, unit);
        continue;
      }
      set = set.table[unit] ??= step(set, unit);
    }
    return set.acceptsAtEnd;
  };
}
