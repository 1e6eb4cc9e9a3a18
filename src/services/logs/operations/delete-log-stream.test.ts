import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('removes the stream and its events, not its neighbours', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await fixture.createStreams('g', 'a', 'ab');
  await fixture.put('g', 'a', [0, 'one']);
  await fixture.put('g', 'ab', [0, 'two']);
  await logs.deleteLogStream({ logGroupName: 'g', logStreamName: 'a' });
  await expect(logs.getLogEvents({ logGroupName: 'g', logStreamName: 'a' })).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log stream does not exist.'),
  );
  await logs.createLogStream({ logGroupName: 'g', logStreamName: 'a' });
  const { events } = await logs.filterLogEvents({ logGroupName: 'g' });
  expect(events?.map((event) => event.message)).toEqual(['two']);
});

it('refuses an unknown group or stream', async () => {
  await using fixture = await startLogs();
  const { logs } = fixture;
  await expect(
    logs.deleteLogStream({ logGroupName: 'g', logStreamName: 'a' }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
  await fixture.createStreams('g');
  await expect(
    logs.deleteLogStream({ logGroupName: 'g', logStreamName: 'a' }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log stream does not exist.'),
  );
});
