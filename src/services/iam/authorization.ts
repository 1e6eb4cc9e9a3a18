/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
import { formatArn } from '../../platform/arn.ts';
import type { ContextValues } from '../../authorization/context.ts';
import type { AuthorizedCall, Need, ServiceAuthorization } from '../authorizer.ts';
import { requestTagKeys, resourceTagKeys, textOf } from '../call-input.ts';
import type { Table } from '../store.ts';
import { toKey } from './entity.ts';
import {
  type Entity,
  groups,
  instanceProfiles,
  policies,
  roles,
  type Tag,
  users,
} from './store.ts';

type Taggable = Entity & { tags?: Tag[] };

/** In order: the first member that is there names the resource. */
const RESOURCES: readonly (readonly [member: string, type: string, table: Table<Taggable>])[] = [
  ['GroupName', 'group', groups],
  ['InstanceProfileName', 'instance-profile', instanceProfiles],
  ['RoleName', 'role', roles],
  ['UserName', 'user', users],
  ['PolicyName', 'policy', policies],
];

/** Without a user name they are about the caller itself. */
const OF_CALLER = new Set([
  'GetUser',
  'CreateAccessKey',
  'DeleteAccessKey',
  'ListAccessKeys',
  'UpdateAccessKey',
]);

export const authorization: ServiceAuthorization = {
  async needsOf(call) {
    const { input, operation } = call;
    const { arn, tags } = await resourceOf(call);
    const needs: Need[] = [
      {
        action: `iam:${operation}`,
        resource: arn,
        context: {
          ...resourceTagKeys(tags, 'iam:'),
          ...requestTagKeys(input['Tags']),
          ...ownKeys(call),
        },
      },
    ];
    if (operation === 'AddRoleToInstanceProfile') {
      const role = await find(call, 'role', roles, textOf(input, 'RoleName') ?? '');
      const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
      needs.push({ action: 'iam:PassRole', resource: role.arn, context });
    }
    return needs;
  },
};

function ownKeys({ input, operation }: AuthorizedCall): ContextValues {
  const tagKeys = input['TagKeys'];
  return {
    'iam:PolicyARN': /^(Attach|Detach)/.test(operation) ? textOf(input, 'PolicyArn') : undefined,
    'iam:PermissionsBoundary': textOf(input, 'PermissionsBoundary'),
    'iam:AWSServiceName': textOf(input, 'AWSServiceName'),
    ...(Array.isArray(tagKeys) && { 'aws:TagKeys': tagKeys.map(String) }),
  };
}

interface Found {
  arn: string;
  tags?: unknown;
}

async function resourceOf(call: AuthorizedCall): Promise<Found> {
  const { context, input, operation } = call;
  const service = textOf(input, 'AWSServiceName');
  if (operation === 'CreateServiceLinkedRole' && service !== undefined)
    return { arn: inAccount(call, `role/aws-service-role/${service}/*`) };
  for (const [member, type, table] of RESOURCES) {
    const name = textOf(input, member);
    if (name === undefined) continue;
    // Inline policies have names too; only CreatePolicy is about a policy by its name.
    if (type !== 'policy' || operation === 'CreatePolicy') return find(call, type, table, name);
  }
  const given = textOf(input, 'PolicyArn') ?? textOf(input, 'PolicySourceArn');
  if (given !== undefined) return { arn: given };
  return { arn: OF_CALLER.has(operation) ? context.caller.arn : '*' };
}

/** With its path, which is in the ARN; of what is to be made, the path comes with the request. */
async function find(
  call: AuthorizedCall,
  type: string,
  table: Table<Taggable>,
  name: string,
): Promise<Found> {
  const { context, input } = call;
  const found = await context.store.get(table, [toKey(name)]);
  return found ?? { arn: inAccount(call, `${type}${textOf(input, 'Path') ?? '/'}${name}`) };
}

function inAccount({ context }: AuthorizedCall, resource: string): string {
  return formatArn({ service: 'iam', region: '', account: context.account, resource });
}
