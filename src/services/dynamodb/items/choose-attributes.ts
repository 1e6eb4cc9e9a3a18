import { invalidParameters } from '../errors.ts';
import { assertKeysAreScalars } from '../expressions/condition.ts';
import type { Expressions } from '../expressions/parse-expressions.ts';
import type { Path } from '../expressions/path.ts';
import { type Projection, toProjection } from '../expressions/projection.ts';
import type { TableRecord } from '../tables/table.ts';
import { indexKeys } from './check-key.ts';

/** ProjectionExpression, or AttributesToGet from before it. @throws ValidationException */
export function chosenPaths(
  attributesToGet: readonly string[] | undefined,
  { projection }: Expressions,
): readonly Path[] | undefined {
  if (!attributesToGet) return projection;
  const twice = attributesToGet.find((name, index) => attributesToGet.indexOf(name) !== index);
  if (twice !== undefined) throw invalidParameters(`Duplicate value in attribute name: ${twice}`);
  return attributesToGet.map((name) => [name]);
}

/** @throws ValidationException when a path goes into a key */
export function projectionFor(
  table: TableRecord,
  paths: readonly Path[] | undefined,
): Projection | undefined {
  if (!paths) return undefined;
  assertKeysAreScalars(paths, new Set(table.keys), 'Key');
  assertKeysAreScalars(paths, new Set(indexKeys(table).map((each) => each.name)), 'IndexKey');
  return toProjection(paths);
}
