import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Context } from '../../context.ts';
import { validationError } from '../errors.ts';
import { project, toProjection } from '../expressions/projection.ts';
import { CapacityMeter } from '../items/consumed-capacity.ts';
import { meterWrite } from '../items/write-answer.ts';
import { type WrittenItem, writeItems } from '../items/write-items.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { prepareStatement, tableOf } from './prepare-statement.ts';
import type { Statement } from './statement.ts';

export interface WriteAnswer {
  Items: Record<string, AttributeValue>[];
  ConsumedCapacity?: ConsumedCapacity;
}

/** INSERT, UPDATE and DELETE by themselves. @throws ValidationException and all that writes throw */
export async function runWrite(
  context: Context,
  statement: Exclude<Statement, { kind: 'select' }>,
  options: { showsItem: boolean; capacity: 'INDEXES' | 'TOTAL' | 'NONE' | undefined },
): Promise<WriteAnswer> {
  if (statement.kind === 'exists')
    throw validationError('EXISTS can be used in ExecuteTransaction only');
  const table = await tableOf(context, statement);
  const write = prepareStatement(table, statement, options.showsItem);
  const [written] = await writeItems(context, [write]);
  const meter = new CapacityMeter(options.capacity);
  meterWrite(meter, written!);
  const shown = returned(statement, written!);
  return { Items: shown ? [shown] : [], ...meter.one() };
}

function returned(statement: Statement, { before, after }: WrittenItem): Item | undefined {
  if (statement.kind !== 'update' && statement.kind !== 'delete') return undefined;
  const { returning } = statement;
  const item = returning?.version === 'OLD' ? before : after;
  if (!returning || !item) return undefined;
  if (returning.which === 'ALL' || statement.kind === 'delete') return item;
  const chosen = project(item, toProjection(statement.changes.map(({ path }) => path)));
  return Object.keys(chosen).length > 0 ? chosen : undefined;
}
