import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';
import { fitsClass, fitsNamePattern, fitsTags } from '../group-filters.ts';
import { DESCRIBE_LIMIT } from '../limits.ts';
import { listGroups } from '../list-groups.ts';
import { groupArn } from '../log-group.ts';
import { noLinkedAccounts } from './describe-log-groups.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListLogGroups.html */
export const listLogGroups = operation('logs', 'ListLogGroups', async (input, context) => {
  if (input.includeLinkedAccounts || input.accountIdentifiers?.length) throw noLinkedAccounts();
  if (input.dataSources) throw notImplemented('logs', 'ListLogGroups', 'dataSources');
  if (input.fieldIndexNames) throw notImplemented('logs', 'ListLogGroups', 'fieldIndexNames');
  const { logGroupNamePattern: pattern, logGroupClass, logGroupTags = [] } = input;
  const page = await listGroups(context, {
    limit: input.limit ?? DESCRIBE_LIMIT,
    token: input.nextToken,
    accept: (group) =>
      (pattern === undefined || fitsNamePattern(group.name, pattern)) &&
      fitsClass(group.logClass, logGroupClass) &&
      fitsTags(group.tags, logGroupTags),
  });
  return {
    logGroups: page.groups.map((group) => ({
      logGroupName: group.name,
      logGroupArn: groupArn(context, group.name),
      logGroupClass: group.logClass,
    })),
    ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
  };
});
