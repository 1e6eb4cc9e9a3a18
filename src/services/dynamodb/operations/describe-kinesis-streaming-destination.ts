import { operation } from '../../define-service.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/**
 * No table has any: enabling one is refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html
 */
export const describeKinesisStreamingDestination = operation(
  'dynamodb',
  'DescribeKinesisStreamingDestination',
  async (input, context) => {
    const { name } = await existingTable(context, tableNameOf(context, input.TableName));
    return { TableName: name, KinesisDataStreamDestinations: [] };
  },
);
