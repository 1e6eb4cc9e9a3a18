import { operation } from '../../define-service.ts';
import { getPolicy } from '../managed-policies.ts';
import { isBelow, pageOf } from '../page.ts';
import { policyUses } from '../store.ts';

const FILTERS: Readonly<Record<string, string>> = { Role: 'role', User: 'user', Group: 'group' };

/**
 * The filters LocalManagedPolicy and AWSManagedPolicy name no entities, so they select none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export const listEntitiesForPolicy = operation(
  'iam',
  'ListEntitiesForPolicy',
  async (input, context) => {
    const { arn } = await getPolicy(context.store, input.PolicyArn);
    const { EntityFilter: filter, PolicyUsageFilter: usage } = input;
    const rows = await context.store.scan(policyUses, { prefix: usage ? [arn, usage] : [arn] });
    // By kind and name: an entity that uses a policy both ways is listed once.
    const users = new Map(
      rows.map(({ key, value }) => {
        const [, , kind, name] = key.map(String);
        return [`${kind}/${name}`, { kind, ...value }];
      }),
    );
    const matching = [...users]
      .filter(([, each]) => filter === undefined || FILTERS[filter] === each.kind)
      .filter(([, each]) => isBelow(input.PathPrefix)(each));
    const { items, members } = pageOf(matching, ([key]) => key, input);
    const ofKind = (kind: string): { name: string; id: string }[] =>
      items.map(([, each]) => each).filter((each) => each.kind === kind);
    return {
      PolicyGroups: ofKind('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: ofKind('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: ofKind('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...members,
    };
  },
);
