import type { ParameterizedStatement } from '@aws-sdk/client-dynamodb';
import type { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { validationError, within } from '../errors.ts';
import { holds } from '../expressions/condition.ts';
import { checkKey } from '../items/check-key.ts';
import { CapacityMeter, readUnits, TRANSACTIONAL } from '../items/consumed-capacity.ts';
import { itemKey } from '../items/row-key.ts';
import { assertReadable, readSink } from '../items/throttle.ts';
import { orReason, runTransaction } from '../items/transaction.ts';
import { meterWrite } from '../items/write-answer.ts';
import type { ItemWrite } from '../items/write-items.ts';
import { parseStatement } from '../partiql/parse-statement.ts';
import { prepareStatement, tableOf } from '../partiql/prepare-statement.ts';
import { choose } from '../partiql/run-select.ts';
import { requireKey } from '../partiql/split-where.ts';
import type { SelectStatement, Statement } from '../partiql/statement.ts';
import { items } from '../store.ts';
import { itemSizeBytes } from '../values/item-size.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const executeTransaction = operation(
  'dynamodb',
  'ExecuteTransaction',
  async (input, context) => {
    const given = input.TransactStatements!;
    const statements = given.map(parseMember);
    const reads = statements.filter((each) => each.kind === 'select');
    if (reads.length > 0 && reads.length < statements.length)
      throw validationError('Transaction can not contain both read and write statements');
    if (reads.length > 0) return read(context, reads, input.ReturnConsumedCapacity);
    const writes: (ItemWrite | AwsError)[] = [];
    for (const [index, statement] of statements.entries()) {
      const table = await tableOf(context, statement);
      const showsItem = given[index]!.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
      writes.push(
        orReason(() =>
          prepareStatement(table, statement as Exclude<Statement, SelectStatement>, showsItem),
        ),
      );
    }
    const written = await runTransaction(context, writes, {
      token: input.ClientRequestToken,
      request: given,
    });
    const meter = new CapacityMeter(input.ReturnConsumedCapacity, 'WriteCapacityUnits');
    for (const each of written ?? []) meterWrite(meter, each, TRANSACTIONAL);
    return { Responses: statements.map(() => ({})), ...meter.all() };
  },
);

function parseMember(
  { Statement: text, Parameters }: ParameterizedStatement,
  index: number,
): Statement {
  return within(`Validation failed in TransactStatements[${index}]: `, '', () => {
    const statement = parseStatement(text!, Parameters);
    if ('returning' in statement)
      throw validationError('RETURNING clause is not supported in ExecuteTransaction.');
    const select = statement.kind === 'exists' ? statement.select : statement;
    if (select.kind === 'select' && select.index !== undefined)
      throw validationError('Reads on indices are not supported within transactions.');
    return statement;
  });
}

async function read(
  context: Context,
  statements: readonly SelectStatement[],
  capacity: 'INDEXES' | 'TOTAL' | 'NONE' | undefined,
): Promise<object> {
  const plans = [];
  for (const statement of statements) {
    const table = await tableOf(context, statement);
    assertReadable(context, table);
    const { key, rest } = requireKey(statement.where, table.keys);
    checkKey(table, key);
    plans.push({ table, row: itemKey(table, key), rest, paths: statement.paths });
  }
  const found = await context.store.getMany(
    items,
    plans.map(({ row }) => row),
  );
  const meter = new CapacityMeter(capacity, 'ReadCapacityUnits', readSink(context));
  const responses = plans.map(({ table, rest, paths }, index) => {
    const item = found[index];
    meter.add(table, TRANSACTIONAL * readUnits(item ? itemSizeBytes(item) : 0, true));
    const isShown = item && (!rest || holds(rest, item));
    return isShown ? { Item: choose(item, paths) } : {};
  });
  return { Responses: responses, ...meter.all() };
}
