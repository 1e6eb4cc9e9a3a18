import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { InputOf, OutputOf } from '../../sdk.ts';
import { invalidParameter } from '../errors.ts';
import { fitsClass } from '../group-filters.ts';
import { DESCRIBE_LIMIT } from '../limits.ts';
import { listGroups } from '../list-groups.ts';
import { groupArn, parseGroupIdentifier } from '../log-group.ts';
import { groups, type LogGroup } from '../store.ts';

type Input = InputOf<'logs', 'DescribeLogGroups'>;
type Description = NonNullable<OutputOf<'logs', 'DescribeLogGroups'>['logGroups']>[number];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = operation('logs', 'DescribeLogGroups', async (input, context) => {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, logGroupClass } = input;
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    );
  }
  if (input.includeLinkedAccounts || input.accountIdentifiers?.length) throw noLinkedAccounts();
  if (input.logGroupIdentifiers) return { logGroups: await describeByIdentifier(input, context) };
  const page = await listGroups(context, {
    prefix,
    limit: input.limit ?? DESCRIBE_LIMIT,
    token: input.nextToken,
    accept: (group) =>
      (pattern === undefined || group.name.includes(pattern)) &&
      fitsClass(group.logClass, logGroupClass),
  });
  const describeGroup = pattern === undefined ? describe : describeBriefly;
  return {
    logGroups: page.groups.map((group) => describeGroup(group, context)),
    ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
  };
});

/** Brume has no monitoring accounts, so no account is linked to this one. */
export function noLinkedAccounts(): Error {
  return invalidParameter('This account is not a monitoring account: it has no linked accounts.');
}

async function describeByIdentifier(input: Input, context: Context): Promise<Description[]> {
  const { logGroupIdentifiers = [], includeLinkedAccounts: _, ...others } = input;
  if (Object.values(others).some((value) => value !== undefined)) {
    throw invalidParameter('logGroupIdentifiers cannot be combined with other filters.');
  }
  const names = new Set(logGroupIdentifiers.map((each) => parseGroupIdentifier(each, context)));
  const found = await Promise.all(
    [...names].toSorted().map((name) => context.store.get(groups, [name])),
  );
  return found.filter((group) => group !== undefined).map((group) => describe(group, context));
}

function describe(group: LogGroup, context: Context): Description {
  return {
    ...describeBriefly(group, context),
    metricFilterCount: 0, // PutMetricFilter is not implemented, so there are none
    storedBytes: 0, // see "Known differences" in the README
    logGroupClass: group.logClass,
    logGroupArn: groupArn(context, group.name),
    deletionProtectionEnabled: group.deletionProtected,
    ...(group.retentionDays !== undefined && { retentionInDays: group.retentionDays }),
  };
}

/** What AWS answers when a name pattern is given. */
function describeBriefly(group: LogGroup, context: Context): Description {
  return {
    logGroupName: group.name,
    creationTime: group.createdAtEpochMs,
    arn: `${groupArn(context, group.name)}:*`,
  };
}
