import type { Context } from '../../context.ts';
import { serviceError } from '../../define-service.ts';
import { holds } from '../expressions/condition.ts';
import { checkKey } from '../items/check-key.ts';
import {
  checkConditionPaths,
  checkItemSize,
  prepareDelete,
  preparePut,
  prepareUpdate,
  UNCONDITIONAL,
  type WriteCondition,
} from '../items/prepare-write.ts';
import { conditionFailed, type ItemWrite } from '../items/write-items.ts';
import { tableNameOf, usableTable } from '../tables/table-name.ts';
import type { TableRecord } from '../tables/table.ts';
import { requireKey } from './split-where.ts';
import type { Statement } from './statement.ts';

type WriteStatement = Exclude<Statement, { kind: 'select' }>;

/** The table of a statement. @throws ValidationException, ResourceNotFoundException */
export function tableOf(context: Context, statement: Statement): Promise<TableRecord> {
  const { table } = statement.kind === 'exists' ? statement.select : statement;
  return usableTable(context, tableNameOf(context, table));
}

/** @param showsItem whether a failed condition shows the item. @throws ValidationException */
export function prepareStatement(
  table: TableRecord,
  statement: WriteStatement,
  showsItem: boolean,
): ItemWrite {
  if (statement.kind === 'insert') return prepareInsert(table, statement.item);
  const { where } = statement.kind === 'exists' ? statement.select : statement;
  const { key, rest } = requireKey(where, table.keys);
  const when: WriteCondition = { condition: rest, showsItem };
  if (statement.kind === 'delete') return prepareDelete(table, key, when);
  if (statement.kind === 'update')
    // There is no upsert in PartiQL.
    return ifPresent(prepareUpdate(table, key, statement.changes, when));
  checkKey(table, key);
  checkConditionPaths(table, rest);
  return ifPresent({
    table,
    key,
    decide(before) {
      if (rest && !holds(rest, before ?? {})) throw conditionFailed(showsItem ? before : undefined);
      return before;
    },
  });
}

function prepareInsert(table: TableRecord, item: Parameters<typeof preparePut>[1]): ItemWrite {
  checkItemSize(item);
  const put = preparePut(table, item, UNCONDITIONAL);
  return {
    ...put,
    decide(before) {
      if (before)
        throw serviceError(
          'dynamodb',
          'DuplicateItemException',
          'Duplicate primary key exists in table',
        );
      return put.decide(before);
    },
  };
}

function ifPresent(write: ItemWrite): ItemWrite {
  return {
    ...write,
    decide(before) {
      if (!before) throw conditionFailed();
      return write.decide(before);
    },
  };
}
