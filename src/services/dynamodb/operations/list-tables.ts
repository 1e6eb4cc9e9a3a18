import { operation } from '../../define-service.ts';
import { tables } from '../store.ts';

const PAGE_LIMIT = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables = operation('dynamodb', 'ListTables', async (input, context) => {
  const limit = input.Limit ?? PAGE_LIMIT;
  const after = input.ExclusiveStartTableName;
  const found = await context.store.scan(tables, {
    ...(after !== undefined && { after: [after] }),
    limit: limit + 1,
  });
  const names = found.slice(0, limit).map(({ value }) => value.name);
  return {
    TableNames: names,
    ...(found.length > limit && { LastEvaluatedTableName: names.at(-1)! }),
  };
});
