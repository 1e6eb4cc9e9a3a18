import { expect, it } from 'vitest';
import { awsError, startLogs } from '../fixture.ts';

it('sets the retention', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g');
  await fixture.logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 14 });
  expect((await fixture.logs.describeLogGroups({})).logGroups?.[0]).toMatchObject({
    retentionInDays: 14,
  });
});

it('refuses other values and unknown groups', async () => {
  await using fixture = await startLogs();
  await fixture.createStreams('g');
  await expect(
    fixture.logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 2 }),
  ).rejects.toMatchObject(
    awsError('InvalidParameterException', /Value '2' at 'retentionInDays'.*\[1, 3, 5, 7, 14,/),
  );
  await expect(
    fixture.logs.putRetentionPolicy({ logGroupName: 'h', retentionInDays: 1 }),
  ).rejects.toMatchObject(
    awsError('ResourceNotFoundException', 'The specified log group does not exist.'),
  );
});
