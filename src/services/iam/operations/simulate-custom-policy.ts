import { compilePolicy } from '../../../authorization/policy.ts';
import { operation } from '../../define-service.ts';
import { assertPolicies, callerOf, simulate } from '../simulate.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy = operation('iam', 'SimulateCustomPolicy', (input, context) => {
  const documents = input.PolicyInputList ?? [];
  const [boundary] = input.PermissionsBoundaryPolicyInputList ?? [];
  assertPolicies(boundary === undefined ? documents : [...documents, boundary]);
  return simulate('SimulateCustomPolicy', input, {
    principal: callerOf(context, input.CallerArn),
    policies: {
      identity: documents.map(compilePolicy),
      boundary: boundary === undefined ? undefined : compilePolicy(boundary),
    },
    documents,
  });
});
