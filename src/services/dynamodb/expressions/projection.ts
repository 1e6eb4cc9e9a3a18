import { setKey } from '../../../protocol/record-key.ts';
import { validationError } from '../errors.ts';
import { type AttributeValue, attributeOf, type Item } from '../values/attribute-value.ts';
import { type Path, type PathTree, parsePath, toPathTree } from './path.ts';
import { type Placeholders, reservedWordIn } from './placeholders.ts';
import { TokenReader } from './tokens.ts';

/** The parts of an item to return. */
export type Projection = PathTree<null>;

/** @throws ValidationException without the name of the parameter */
export function parseProjection(text: string): Path[] {
  const reader = new TokenReader(text);
  const paths: Path[] = [];
  do paths.push(parsePath(reader, () => false));
  while (reader.skip(','));
  if (reader.next.kind !== 'end') throw reader.unexpected();
  return paths;
}

/** @throws ValidationException without the name of the parameter */
export function bindProjection(syntax: readonly Path[], placeholders: Placeholders): Path[] {
  const reserved = syntax.map(reservedWordIn).find((each) => each !== undefined);
  if (reserved) throw validationError(reserved);
  const paths = syntax.map((path) => placeholders.path(path));
  toProjection(paths);
  return paths;
}

/** @throws ValidationException when paths overlap or conflict */
export function toProjection(paths: readonly Path[]): Projection {
  return toPathTree(paths.map((path) => ({ path, value: null })));
}

/** Lists keep the chosen elements, in their order and without gaps. */
export function project(item: Item, projection: Projection): Item {
  return projectMap(item, projection);
}

function projectMap(map: Item, { children }: Projection): Record<string, AttributeValue> {
  const result: Record<string, AttributeValue> = {};
  for (const [name, child] of children) {
    const value = attributeOf(map, name as string);
    const part = value && projectValue(value, child);
    if (part) setKey(result, name as string, part);
  }
  return result;
}

function projectValue(value: AttributeValue, projection: Projection): AttributeValue | undefined {
  if (projection.leaf) return value;
  const [first] = projection.children.keys();
  if (typeof first === 'string') {
    const part = value.M && projectMap(value.M, projection);
    return part && Object.keys(part).length > 0 ? { M: part } : undefined;
  }
  const { L } = value;
  if (!L) return undefined;
  const parts = [...projection.children]
    .toSorted(([a], [b]) => (a as number) - (b as number))
    .map(([index, child]) => L[index as number] && projectValue(L[index as number]!, child))
    .filter((each) => each !== undefined);
  return parts.length > 0 ? { L: parts } : undefined;
}
