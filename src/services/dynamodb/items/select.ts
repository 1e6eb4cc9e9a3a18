import type { Select } from '@aws-sdk/client-dynamodb';
import { invalidParameters, validationError } from '../errors.ts';
import type { Path } from '../expressions/path.ts';
import {
  type IndexRecord,
  isLocal,
  projectedAttributes,
  type TableRecord,
} from '../tables/table.ts';

interface SelectInput {
  Select?: Select | undefined;
  IndexName?: string | undefined;
  AttributesToGet?: string[] | undefined;
}

/** Select against the other parameters, before any table is looked at. @throws ValidationException */
export function checkSelect(input: SelectInput, paths: readonly Path[] | undefined): void {
  const { Select, IndexName } = input;
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    // On a Scan too.
    throw invalidParameters(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  if (Select === 'SPECIFIC_ATTRIBUTES' && !paths)
    throw invalidParameters(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (Select && Select !== 'SPECIFIC_ATTRIBUTES' && paths) {
    const parameter = input.AttributesToGet ? 'AttributesToGet' : 'ProjectionExpression';
    throw validationError(`Cannot specify the ${parameter} when choosing to get ${Select}`);
  }
}

/**
 * Whether items must be read from the table, because the index does not hold what is asked for. Only
 * local indexes can do that.
 * @throws ValidationException for a global index
 */
export function needsItems(
  table: TableRecord,
  index: IndexRecord | undefined,
  select: Select | undefined,
  paths: readonly Path[] | undefined,
): boolean {
  const held = index && projectedAttributes(table, index);
  if (!index || !held) return false;
  if (select === 'ALL_ATTRIBUTES') {
    if (isLocal(table, index)) return true;
    throw invalidParameters(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const lacking = [...new Set((paths ?? []).map(([name]) => name as string))].filter(
    (name) => !held.includes(name),
  );
  if (lacking.length === 0) return false;
  if (isLocal(table, index)) return true;
  throw invalidParameters(
    `Global secondary index ${index.name} does not project [${lacking.join(', ')}]`,
  );
}
