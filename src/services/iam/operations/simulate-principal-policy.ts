import { compilePolicy } from '../../../authorization/policy.ts';
import { operation } from '../../define-service.ts';
import { bindEntity } from '../principal-policies.ts';
import { assertPolicies, callerOf, simulate } from '../simulate.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy = operation(
  'iam',
  'SimulatePrincipalPolicy',
  async (input, context) => {
    const more = input.PolicyInputList ?? [];
    const [boundary] = input.PermissionsBoundaryPolicyInputList ?? [];
    assertPolicies(boundary === undefined ? more : [...more, boundary]);
    const documents: string[] = [...more];
    const bound = await bindEntity(context, input.PolicySourceArn ?? '', (document) => {
      documents.push(document);
      return compilePolicy(document);
    });
    const { identity } = bound.policies;
    return simulate('SimulatePrincipalPolicy', input, {
      principal:
        input.CallerArn === undefined ? bound.principal : callerOf(context, input.CallerArn),
      policies: {
        identity: [...identity, ...more.map(compilePolicy)],
        boundary: boundary === undefined ? bound.policies.boundary : compilePolicy(boundary),
      },
      documents,
      context: bound.context,
    });
  },
);
