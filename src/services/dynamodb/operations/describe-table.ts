import { operation } from '../../define-service.ts';
import { describeTable as describe } from '../tables/describe.ts';
import { tableSizes } from '../tables/table-sizes.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = operation('dynamodb', 'DescribeTable', async (input, context) => {
  const table = await existingTable(context, tableNameOf(context, input.TableName));
  const sizes = await tableSizes(context, table);
  return { Table: describe(context, table, sizes) };
});
