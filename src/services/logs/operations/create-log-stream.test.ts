import { expect, it } from 'vitest';
import { awsError, START_EPOCH_MS, startLogs } from '../fixture.ts';

it('creates an empty stream', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g', '2026/01/15/[$LATEST]abc');
  expect((await fixture.logs.describeLogStreams({ logGroupName: 'g' })).logStreams).toEqual([
    {
      logStreamName: '2026/01/15/[$LATEST]abc',
      creationTime: START_EPOCH_MS,
      arn: 'arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:2026/01/15/[$LATEST]abc',
      storedBytes: 0,
    },
  ]);
});

it('refuses an unknown group, a taken name and a bad one', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await expect(
    logs.createLogStream({ logGroupName: 'g', logStreamName: 's' }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await fixture.createStreams('g', 's');
  await expect(
    logs.createLogStream({ logGroupName: 'g', logStreamName: 's' }),
  ).rejects.toMatchObject(
    awsError('ResourceAlreadyExistsException', 'The specified log stream already exists'),
  );
  await expect(
    logs.createLogStream({ logGroupName: 'g', logStreamName: 'a:b' }),
  ).rejects.toMatchObject(awsError('InvalidParameterException', /logStreamName/));
});
