import { operation, serviceError } from '../../define-service.ts';
import { changeByArn } from '../tables/change-by-arn.ts';
import { checkPolicy } from '../tables/resource-policy.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy = operation(
  'dynamodb',
  'PutResourcePolicy',
  async (input, context) => {
    const document = checkPolicy(input.Policy!);
    const expected = input.ExpectedRevisionId;
    const { policy } = await changeByArn(context, input.ResourceArn, (table) => {
      const current = table.policy?.revisionId ?? 'NO_POLICY';
      if (expected !== undefined && expected !== current)
        throw serviceError(
          'dynamodb',
          'PolicyNotFoundException',
          `Resource-based policy not found for the provided ResourceArn: the revision is ${current}`,
        );
      const isSame = table.policy?.document === document;
      const revisionId = String(Number(table.policy?.revisionId ?? context.clock.now()) + 1);
      return isSame ? table : { ...table, policy: { document, revisionId } };
    });
    return { RevisionId: policy!.revisionId };
  },
);
