import { expect, it } from 'vitest';
import { awsError, START_EPOCH_MS, startLogs } from '../fixture.ts';

it('creates a group with class, tags and deletion protection', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({
    logGroupName: '/aws/lambda/hello',
    logGroupClass: 'INFREQUENT_ACCESS',
    deletionProtectionEnabled: true,
    tags: { team: 'a' },
  });
  const { logGroups } = await logs.describeLogGroups({});
  expect(logGroups).toEqual([
    {
      logGroupName: '/aws/lambda/hello',
      creationTime: START_EPOCH_MS,
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/hello:*',
      logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/hello',
      logGroupClass: 'INFREQUENT_ACCESS',
      deletionProtectionEnabled: true,
      metricFilterCount: 0,
      storedBytes: 0,
    },
  ]);
  expect((await logs.listTagsLogGroup({ logGroupName: '/aws/lambda/hello' })).tags).toEqual({
    team: 'a',
  });
});

it('refuses a name that is taken or reserved, and what it does not have', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await logs.createLogGroup({ logGroupName: 'g' });
  await expect(logs.createLogGroup({ logGroupName: 'g' })).rejects.toMatchObject(
    awsError('ResourceAlreadyExistsException', 'The specified log group already exists'),
  );
  await expect(logs.createLogGroup({ logGroupName: 'aws/x' })).rejects.toMatchObject(
    awsError('InvalidParameterException', 'Log groups starting with AWS/ are reserved for AWS.'),
  );
  await expect(logs.createLogGroup({ logGroupName: 'a:b' })).rejects.toMatchObject(
    awsError('InvalidParameterException', /logGroupName/),
  );
  await expect(
    logs.createLogGroup({
      logGroupName: 'k',
      kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    }),
  ).rejects.toMatchObject(awsError('NotImplemented', /kmsKeyId/));
});

it('lets one of many at the same time win', async () => {
  await using fixture = await startLogs();
  const attempts = Array.from({ length: 10 }, () =>
    fixture.logs.createLogGroup({ logGroupName: 'g' }),
  );
  const outcomes = await Promise.allSettled(attempts);
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});
