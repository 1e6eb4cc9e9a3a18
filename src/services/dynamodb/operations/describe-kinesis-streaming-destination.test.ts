import { expect, it } from 'vitest';
import { startDynamodb } from '../fixture.ts';

it('knows none, because none can be enabled', async () => {
  await using fixture = await startDynamodb();
  const { dynamodb } = fixture;
  await expect(
    dynamodb.describeKinesisStreamingDestination({ TableName: 'Tab' }),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await fixture.createTable('Tab', ['id']);
  expect(await dynamodb.describeKinesisStreamingDestination({ TableName: 'Tab' })).toMatchObject({
    TableName: 'Tab',
    KinesisDataStreamDestinations: [],
  });
  await expect(
    dynamodb.enableKinesisStreamingDestination({
      TableName: 'Tab',
      StreamArn: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
    }),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('EnableKinesisStreamingDestination') as string,
  });
});
