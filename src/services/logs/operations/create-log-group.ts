import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation, serviceError } from '../../define-service.ts';
import { invalidParameter } from '../errors.ts';
import { groups, type LogGroup } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = operation('logs', 'CreateLogGroup', async (input, context) => {
  const name = input.logGroupName as string;
  if (/^aws\//i.test(name))
    throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.');
  if (input.kmsKeyId) throw notImplemented('logs', 'CreateLogGroup', 'kmsKeyId');
  if (input.logGroupClass === 'DELIVERY') {
    throw notImplemented('logs', 'CreateLogGroup', 'logGroupClass DELIVERY');
  }
  const group: LogGroup = {
    name,
    createdAtEpochMs: context.clock.now(),
    logClass: input.logGroupClass ?? 'STANDARD',
    deletionProtected: input.deletionProtectionEnabled ?? false,
    tags: input.tags ?? {},
  };
  await context.store.transact([[groups, [name]]], async (tx) => {
    if (await tx.get(groups, [name])) {
      throw serviceError(
        'logs',
        'ResourceAlreadyExistsException',
        'The specified log group already exists',
      );
    }
    tx.put(groups, [name], group);
  });
  return {};
});
