/** Quotas of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (defaults; none can be raised here). */

/** Entities in an account, named as in the messages of LimitExceeded. */
export const PER_ACCOUNT = {
  role: { quota: 'RolesPerAccount', max: 1000 },
  user: { quota: 'UsersPerAccount', max: 5000 },
  group: { quota: 'GroupsPerAccount', max: 300 },
  policy: { quota: 'PoliciesPerAccount', max: 1500 },
  instanceProfile: { quota: 'InstanceProfilesPerAccount', max: 1000 },
} as const;

/** Managed policies attached to one role, user or group. */
export const ATTACHED_POLICIES_MAX = 10;
export const ACCESS_KEYS_PER_USER_MAX = 2;
export const GROUPS_PER_USER_MAX = 10;
export const ROLES_PER_INSTANCE_PROFILE_MAX = 1;
export const VERSIONS_PER_POLICY_MAX = 5;
export const TAGS_MAX = 50;

/** Characters, white space not counted. */
export const MANAGED_POLICY_MAX_CHARACTERS = 6144;
export const TRUST_POLICY_MAX_CHARACTERS = 2048;
/** All inline policies of one entity together, white space not counted. */
export const INLINE_POLICIES_MAX_CHARACTERS = { role: 10_240, user: 2048, group: 5120 } as const;

/** Entries per page of every List operation, unless MaxItems says otherwise (1 to 1000). */
export const DEFAULT_PAGE_ITEMS = 100;

export const DEFAULT_SESSION_SECONDS = 3600;
