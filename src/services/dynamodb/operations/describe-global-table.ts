import { operation, serviceError } from '../../define-service.ts';

/** There are none: creating one is refused. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTable.html */
export const describeGlobalTable = operation('dynamodb', 'DescribeGlobalTable', (input) => {
  throw serviceError(
    'dynamodb',
    'GlobalTableNotFoundException',
    `Global table not found: ${input.GlobalTableName}`,
  );
});
