import { operation } from '../../define-service.ts';
import { stateOf } from '../state-of.ts';
import { describeTable as describe } from '../tables/describe.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = operation('dynamodb', 'DescribeTable', async (input, context) => {
  const table = await existingTable(context, tableNameOf(context, input.TableName));
  const sizes = await stateOf(context).sizes.of(context, table);
  return { Table: describe(context, table, sizes) };
});
