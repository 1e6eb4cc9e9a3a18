import { validationError } from '../errors.ts';
import { NESTING_LIMIT } from '../limits.ts';
import { type AttributeValue, attributeOf, type Item } from '../values/attribute-value.ts';
import type { TokenReader } from './tokens.ts';

/** A document path: attribute names and list indexes. Before placeholders are resolved, names may be `#name`. */
export type Path = readonly (string | number)[];

/** Words that end a path in the expression at hand. */
export type Stop = (word: string) => boolean;

/** @throws ValidationException */
export function parsePath(reader: TokenReader, isStop: Stop): Path {
  return parsePathRest(reader, [parseName(reader, isStop)], isStop);
}

/** Goes on with a path whose beginning is known. @returns `head` itself when nothing follows */
export function parsePathRest(reader: TokenReader, head: Path, isStop: Stop): Path {
  const path = [...head];
  for (;;) {
    if (reader.skip('.')) path.push(parseName(reader, isStop));
    else if (reader.skip('[')) {
      if (reader.next.kind !== 'digits') throw reader.unexpected();
      path.push(Number(reader.take().text));
      reader.expect(']');
    } else break;
  }
  if (path.length > NESTING_LIMIT) {
    throw validationError(
      `The document path has too many nesting elements; nesting levels: ${path.length}`,
    );
  }
  return path.length > head.length ? path : head;
}

function parseName(reader: TokenReader, isStop: Stop): string {
  const { kind, text } = reader.next;
  if (kind !== 'name' && (kind !== 'word' || isStop(text.toUpperCase()))) throw reader.unexpected();
  return reader.take().text;
}

/** As AWS shows paths in messages: `[a, b, [0]]`. */
export function showPath(path: Path): string {
  return `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;
}

/** The value that a path leads to. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const part of path) {
    if (typeof part === 'number') value = value.L?.[part];
    else value = value.M && attributeOf(value.M, part);
    if (!value) return undefined;
  }
  return value;
}

/** Paths of one expression, ordered into a tree; each leaf has what was said about it. */
export interface PathTree<T> {
  readonly children: Map<string | number, PathTree<T>>;
  leaf?: { readonly path: Path; readonly value: T };
}

/**
 * @throws ValidationException when one path leads through another, or two need a list and a map in one
 * place; of several such errors, an overlap is reported first
 */
export function toPathTree<T>(entries: readonly { path: Path; value: T }[]): PathTree<T> {
  const root: PathTree<T> = { children: new Map() };
  let conflict: Error | undefined;
  for (const entry of entries) {
    let node = root;
    for (const part of entry.path) {
      if (node.leaf) throw overlap(node.leaf.path, entry.path);
      const [sibling] = node.children.keys();
      if (sibling !== undefined && typeof sibling !== typeof part)
        conflict ??= collision('conflict', firstPath(node), entry.path);
      let child = node.children.get(part);
      if (!child) node.children.set(part, (child = { children: new Map() }));
      node = child;
    }
    if (node.leaf) throw overlap(node.leaf.path, entry.path);
    if (node.children.size > 0) throw overlap(firstPath(node), entry.path);
    node.leaf = entry;
  }
  if (conflict) throw conflict;
  return root;
}

function firstPath<T>(node: PathTree<T>): Path {
  if (node.leaf) return node.leaf.path;
  for (const child of node.children.values()) return firstPath(child);
  return [];
}

function overlap(one: Path, two: Path): Error {
  return collision('overlap', one, two);
}

function collision(verb: 'overlap' | 'conflict', one: Path, two: Path): Error {
  return validationError(
    `Two document paths ${verb} with each other; must remove or rewrite one of these paths; path one: ${showPath(one)}, path two: ${showPath(two)}`,
  );
}
