import { operation } from '../../define-service.ts';
import { getPolicy } from '../managed-policies.ts';
import { isBelow, pageOf } from '../page.ts';
import { policyUses } from '../store.ts';

const FILTERS: Readonly<Record<string, string>> = { Role: 'role', User: 'user', Group: 'group' };

/** The filters LocalManagedPolicy and AWSManagedPolicy name no entities, so they select none. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy = operation('iam', 'ListEntitiesForPolicy', async (input, context) => {
  const { arn } = await getPolicy(context.store, input.PolicyArn);
  const { EntityFilter: filter, PolicyUsageFilter: usage } = input;
  const rows = await context.store.scan(policyUses, { prefix: usage ? [arn, usage] : [arn] });
  const matching = rows
    .map(({ key, value }) => ({ kind: String(key[2]), key: `${key[2]}/${key[3]}/${key[1]}`, ...value }))
    .filter(isBelow(input.PathPrefix))
    .filter(({ kind }) => filter === undefined || FILTERS[filter] === kind);
  const { items, members } = pageOf(matching, (each) => each.key, input);
  const ofKind = (kind: string): { name: string; id: string }[] => {
    // An entity may use a policy both ways; it is listed once.
    const found = items.filter((each) => each.kind === kind).map((each) => [each.id, each] as const);
    return [...new Map(found).values()];
  };
  return {
    PolicyGroups: ofKind('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
    PolicyUsers: ofKind('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyRoles: ofKind('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    ...members,
  };
});
