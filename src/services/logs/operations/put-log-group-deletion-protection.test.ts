import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('keeps a group and its streams from being deleted until it is lifted', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g', 's');
  await logs.putLogGroupDeletionProtection({
    logGroupIdentifier: 'g',
    deletionProtectionEnabled: true,
  });
  const refusal = awsError('ValidationException', /Deletion protection/);
  await expect(logs.deleteLogGroup({ logGroupName: 'g' })).rejects.toMatchObject(refusal);
  await expect(
    logs.deleteLogStream({ logGroupName: 'g', logStreamName: 's' }),
  ).rejects.toMatchObject(refusal);
  const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:g';
  await logs.putLogGroupDeletionProtection({
    logGroupIdentifier: arn,
    deletionProtectionEnabled: false,
  });
  await logs.deleteLogGroup({ logGroupName: 'g' });
});

it('refuses an unknown group', async () => {
  await using fixture = await startLogs();
  await expect(
    fixture.logs.putLogGroupDeletionProtection({
      logGroupIdentifier: 'g',
      deletionProtectionEnabled: true,
    }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
