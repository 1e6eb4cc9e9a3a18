import { operation, serviceError } from '../../define-service.ts';
import { tableByArn } from '../tables/change-by-arn.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy = operation(
  'dynamodb',
  'GetResourcePolicy',
  async (input, context) => {
    const { policy } = await tableByArn(context, input.ResourceArn);
    if (!policy)
      throw serviceError(
        'dynamodb',
        'PolicyNotFoundException',
        `Resource-based policy not found for the provided ResourceArn: ${input.ResourceArn}`,
      );
    return { Policy: policy.document, RevisionId: policy.revisionId };
  },
);
