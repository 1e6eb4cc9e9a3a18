import { parseArn } from '../../../platform/arn.ts';
import type { Context } from '../../context.ts';
import { resourceNotFound, tableNotFound, validationError } from '../errors.ts';
import { tables } from '../store.ts';
import type { IndexRecord, TableRecord } from './table.ts';
import { indexesOf } from './table.ts';

const PATTERN = '[a-zA-Z0-9_.-]+';
const SYNTAX = /^[a-zA-Z0-9_.-]+$/;
const SHORTEST = 3;
const LONGEST = 255;

/**
 * The name of a table given by name or, as everywhere since 2024, by ARN.
 * @throws ValidationException; ResourceNotFoundException for the ARN of another account or region
 */
export function tableNameOf(
  context: Pick<Context, 'account' | 'region'>,
  given: string | undefined,
): string {
  const text = given ?? '';
  const arn = text.startsWith('arn:') ? parseArn(text) : undefined;
  if (!arn) return checked(text);
  const name = /^table\/([^/]+)$/.exec(arn.resource)?.[1];
  if (arn.service !== 'dynamodb' || name === undefined)
    throw validationError(`Invalid TableArn: ${text}`);
  if (arn.account !== context.account || arn.region !== context.region) throw resourceNotFound();
  return checked(name);
}

function checked(name: string): string {
  const rule =
    name.length < SHORTEST
      ? `Member must have length greater than or equal to ${SHORTEST}`
      : name.length > LONGEST
        ? `Member must have length less than or equal to ${LONGEST}`
        : !SYNTAX.test(name) && `Member must satisfy regular expression pattern: ${PATTERN}`;
  if (rule) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ${rule}`,
    );
  }
  return name;
}

/** For the data plane. @throws ResourceNotFoundException while there is no table to read or write */
export async function usableTable(
  context: Pick<Context, 'store'>,
  name: string,
): Promise<TableRecord> {
  return assertUsable(await context.store.get(tables, [name]));
}

export function assertUsable(table: TableRecord | undefined): TableRecord {
  if (!table || table.status === 'CREATING') throw resourceNotFound();
  return table;
}

/** For the control plane. @throws ResourceNotFoundException */
export async function existingTable(
  context: Pick<Context, 'store'>,
  name: string,
): Promise<TableRecord> {
  const table = await context.store.get(tables, [name]);
  if (!table) throw tableNotFound(name);
  return table;
}

/** @throws ValidationException when there is no such index, or none that can be read yet */
export function usableIndex(table: TableRecord, name: string): IndexRecord {
  const index = indexesOf(table).find((each) => each.name === name);
  if (!index) throw validationError(`The table does not have the specified index: ${name}`);
  if (index.status === 'CREATING')
    throw validationError(`Cannot read from backfilling global secondary index: ${name}`);
  if (index.status === 'DELETING')
    throw validationError(`The table does not have the specified index: ${name}`);
  return index;
}
