import { operation } from '../../define-service.ts';
import type { KindName } from '../entity.ts';
import {
  ACCESS_KEYS_PER_USER_MAX,
  ATTACHED_POLICIES_MAX,
  GROUPS_PER_USER_MAX,
  INLINE_POLICIES_MAX_CHARACTERS,
  MANAGED_POLICY_MAX_CHARACTERS,
  PER_ACCOUNT,
  TRUST_POLICY_MAX_CHARACTERS,
  VERSIONS_PER_POLICY_MAX,
} from '../limits.ts';
import { entityCounts } from '../store.ts';

/** What Brume has no notion of (MFA, certificates, passwords, root keys) is left out rather than said to be zero. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html */
export const getAccountSummary = operation('iam', 'GetAccountSummary', async (_input, context) => {
  const count = async (kind: KindName): Promise<number> =>
    (await context.store.get(entityCounts, [kind])) ?? 0;
  return {
    SummaryMap: {
      Users: await count('user'),
      UsersQuota: PER_ACCOUNT.user.max,
      Groups: await count('group'),
      GroupsQuota: PER_ACCOUNT.group.max,
      Roles: await count('role'),
      RolesQuota: PER_ACCOUNT.role.max,
      Policies: await count('policy'),
      PoliciesQuota: PER_ACCOUNT.policy.max,
      InstanceProfiles: await count('instanceProfile'),
      InstanceProfilesQuota: PER_ACCOUNT.instanceProfile.max,
      AccessKeysPerUserQuota: ACCESS_KEYS_PER_USER_MAX,
      AssumeRolePolicySizeQuota: TRUST_POLICY_MAX_CHARACTERS,
      AttachedPoliciesPerGroupQuota: ATTACHED_POLICIES_MAX,
      AttachedPoliciesPerRoleQuota: ATTACHED_POLICIES_MAX,
      AttachedPoliciesPerUserQuota: ATTACHED_POLICIES_MAX,
      GroupPolicySizeQuota: INLINE_POLICIES_MAX_CHARACTERS.group,
      GroupsPerUserQuota: GROUPS_PER_USER_MAX,
      PolicySizeQuota: MANAGED_POLICY_MAX_CHARACTERS,
      RolePolicySizeQuota: INLINE_POLICIES_MAX_CHARACTERS.role,
      UserPolicySizeQuota: INLINE_POLICIES_MAX_CHARACTERS.user,
      VersionsPerPolicyQuota: VERSIONS_PER_POLICY_MAX,
    },
  };
});
