import type { TimeToLiveDescription } from '@aws-sdk/client-dynamodb';
import { operation } from '../../define-service.ts';
import { existingTable, tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = operation(
  'dynamodb',
  'DescribeTimeToLive',
  async (input, context) => {
    const { ttl } = await existingTable(context, tableNameOf(context, input.TableName));
    const description: TimeToLiveDescription = ttl
      ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl.attribute }
      : { TimeToLiveStatus: 'DISABLED' };
    return { TimeToLiveDescription: description };
  },
);
