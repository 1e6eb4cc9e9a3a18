import type { AwsError } from '../../../protocol/aws-error.ts';
import { encodeKey, type KeyPart } from '../../../engine/key.ts';
import { operation } from '../../define-service.ts';
import { parseExpressions } from '../expressions/parse-expressions.ts';
import { type Projection, project } from '../expressions/projection.ts';
import { checkKey } from '../items/check-key.ts';
import { projectionFor } from '../items/choose-attributes.ts';
import { CapacityMeter, readUnits, TRANSACTIONAL } from '../items/consumed-capacity.ts';
import { itemKey } from '../items/row-key.ts';
import { assertReadable, readSink } from '../items/throttle.ts';
import { cancelled, orReason, repeatedItem } from '../items/transaction.ts';
import { items } from '../store.ts';
import type { TableRecord } from '../tables/table.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import { itemSizeBytes } from '../values/item-size.ts';
import { validItem } from '../values/validate-value.ts';

interface Read {
  readonly table: TableRecord;
  readonly row: KeyPart[];
  readonly projection: Projection | undefined;
}

/** All items of one instant. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems = operation(
  'dynamodb',
  'TransactGetItems',
  async (input, context) => {
    const gets = input.TransactItems!.map(({ Get }) => ({
      tableName: tableNameOf(context, Get!.TableName),
      key: validItem(Get!.Key!),
      paths: parseExpressions(Get!).projection,
    }));
    const reads: (Read | AwsError)[] = [];
    for (const { tableName, key, paths } of gets) {
      const table = await usableTable(context, tableName);
      reads.push(
        orReason(() => {
          checkKey(table, key);
          assertReadable(context, table);
          return { table, row: itemKey(table, key), projection: projectionFor(table, paths) };
        }),
      );
    }
    const ready = assertNoneFailed(reads);
    const found = await context.store.getMany(
      items,
      ready.map(({ row }) => row),
    );
    const meter = new CapacityMeter(
      input.ReturnConsumedCapacity,
      'ReadCapacityUnits',
      readSink(context),
    );
    const responses = ready.map(({ table, projection }, index) => {
      const item = found[index];
      meter.add(table, TRANSACTIONAL * readUnits(item ? itemSizeBytes(item) : 0, true));
      if (!item) return {};
      const shown = projection ? project(item, projection) : item;
      return { Item: shown };
    });
    return { Responses: responses, ...meter.all() };
  },
);

function assertNoneFailed(reads: readonly (Read | AwsError)[]): Read[] {
  const failures = reads.map((each) => (each instanceof Error ? each : undefined));
  if (failures.some((each) => each !== undefined)) throw cancelled(failures);
  const ready = reads as Read[];
  const rows = ready.map(({ row }) => Buffer.from(encodeKey(row)).toString('latin1'));
  if (new Set(rows).size < rows.length) throw repeatedItem();
  return ready;
}
