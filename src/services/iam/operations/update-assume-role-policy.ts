import { operation } from '../../define-service.ts';
import { role, updateEntity } from '../entity.ts';
import { parseTrustPolicy } from '../policy-document.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = operation(
  'iam',
  'UpdateAssumeRolePolicy',
  async (input, context) => {
    const trustPolicy = parseTrustPolicy(input.PolicyDocument);
    await updateEntity(role, context, input.RoleName, (entity) => ({ ...entity, trustPolicy }));
    return {};
  },
);
