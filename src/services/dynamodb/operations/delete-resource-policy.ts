import { operation, serviceError } from '../../define-service.ts';
import { changeByArn } from '../tables/change-by-arn.ts';

/** Deleting a policy that is not there succeeds. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy = operation(
  'dynamodb',
  'DeleteResourcePolicy',
  async (input, context) => {
    let deleted: string | undefined;
    await changeByArn(context, input.ResourceArn, ({ policy, ...table }) => {
      const expected = input.ExpectedRevisionId;
      if (expected !== undefined && expected !== policy?.revisionId)
        throw serviceError(
          'dynamodb',
          'PolicyNotFoundException',
          `Resource-based policy not found for the provided ResourceArn: ${input.ResourceArn}`,
        );
      deleted = policy?.revisionId;
      return table;
    });
    return deleted === undefined ? {} : { RevisionId: deleted };
  },
);
