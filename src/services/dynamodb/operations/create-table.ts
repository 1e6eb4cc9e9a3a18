import type { CreateTableInput } from '@aws-sdk/client-dynamodb';
import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { describeTable } from '../tables/describe.ts';
import { insertTable } from '../tables/insert-table.ts';
import { newTable } from '../tables/new-table.ts';
import { checkStreamSpecification } from '../tables/stream-switch.ts';
import { tableNameOf } from '../tables/table-name.ts';

/**
 * The answer says CREATING, as AWS's does; the table can be used at once, so that nobody waits for it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 */
export const createTable = operation('dynamodb', 'CreateTable', async (input, context) => {
  const name = tableNameOf(context, input.TableName);
  refuseUnbuilt(input);
  const table = newTable(input, name, context);
  const viewType = checkStreamSpecification(input.StreamSpecification);
  const created = await insertTable(context, table, viewType);
  return { TableDescription: describeTable(context, created, undefined, 'CREATING') };
});

function refuseUnbuilt(input: CreateTableInput): void {
  for (const member of ['VectorIndexes', 'GlobalTableSourceArn'] as const)
    if (input[member]) throw notImplemented('dynamodb', 'CreateTable', member);
}
