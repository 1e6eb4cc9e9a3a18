import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { DynamodbState } from '../state.ts';
import { describeTable as describe } from '../tables/describe.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = operation('dynamodb', 'DescribeTable', async (input, context) => {
  const table = await existingTable(context, tableNameOf(context, input.TableName));
  const sizes = await stateOf(context).sizes.of(context, table);
  return { Table: describe(context, table, sizes) };
});

function stateOf(context: Context): DynamodbState {
  return context.state<DynamodbState>('dynamodb');
}
