import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { expect, it } from 'vitest';
import { invalid, START_EPOCH_MS, startDynamodb } from '../fixture.ts';

const NOW = START_EPOCH_MS / 1000;

it('deletes items when their time has come, and says so in the stream', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb, stack } = fixture;
  await fixture.createTable('things', ['id'], {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'OLD_IMAGE' },
  });
  const put = (id: string, expires?: object): Promise<unknown> =>
    dynamodb.putItem({
      TableName: 'things',
      Item: { id: { S: id }, ...(expires && { expires: expires as never }) },
    });
  await put('before', { N: String(NOW + 100) }); // there before time to live is switched on
  await dynamodb.updateTimeToLive({
    TableName: 'things',
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
  });
  await put('soon', { N: String(NOW + 100) });
  await put('later', { N: String(NOW + 100_000) });
  await put('moved', { N: String(NOW + 100) });
  await put('moved', { N: String(NOW + 100_000) });
  await put('text', { S: String(NOW + 100) });
  await put('ancient', { N: '1000' }); // more than five years ago: a mistake, which AWS leaves alone
  await put('never');
  await expect
    .poll(async () => {
      await stack.clock.advance(120_000);
      const { Items } = await dynamodb.scan({ TableName: 'things' });
      return Items!.map((each) => each['id']!.S).sort();
    })
    .toEqual(['ancient', 'later', 'moved', 'never', 'text']);
  const streams = stack.client(DynamoDBStreams);
  const StreamArn = (await dynamodb.describeTable({ TableName: 'things' })).Table!.LatestStreamArn!;
  const { StreamDescription } = await streams.describeStream({ StreamArn });
  const { ShardIterator } = await streams.getShardIterator({
    StreamArn,
    ShardId: StreamDescription!.Shards![0]!.ShardId!,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  const { Records } = await streams.getRecords({ ShardIterator: ShardIterator! });
  const removed = Records!.filter((each) => each.eventName === 'REMOVE');
  expect(removed.map((each) => each.dynamodb!.Keys!['id']!.S).sort()).toEqual(['before', 'soon']);
  expect(removed[0]).toMatchObject({
    userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
    dynamodb: { OldImage: { expires: { N: String(NOW + 100) } } },
  });
});

it('can be described, and switched once each way', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await fixture.createTable('things', ['id']);
  const set = (Enabled: boolean, AttributeName = 'expires'): Promise<unknown> =>
    dynamodb.updateTimeToLive({
      TableName: 'things',
      TimeToLiveSpecification: { Enabled, AttributeName },
    });
  const describe = async (): Promise<object | undefined> =>
    (await dynamodb.describeTimeToLive({ TableName: 'things' })).TimeToLiveDescription;
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  await expect(set(false)).rejects.toMatchObject(invalid('TimeToLive is already disabled'));
  await set(true);
  expect(await describe()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  await expect(set(true)).rejects.toMatchObject(invalid('TimeToLive is already enabled'));
  await expect(set(false, 'other')).rejects.toMatchObject(
    invalid('TimeToLive is active on a different AttributeName: current AttributeName is expires'),
  );
  await set(false);
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
});
