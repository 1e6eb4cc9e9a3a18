import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps a configuration by its id', async () => {
  const Bucket = await bucket();
  const given = {
    Id: 'one',
    IsEnabled: true,
    IncludedObjectVersions: 'All' as const,
    Schedule: { Frequency: 'Daily' as const },
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::b', Format: 'CSV' as const } },
  };
  await s3.putBucketInventoryConfiguration({ Bucket, Id: 'one', InventoryConfiguration: given });
  expect(
    (await s3.getBucketInventoryConfiguration({ Bucket, Id: 'one' })).InventoryConfiguration,
  ).toMatchObject({ Id: 'one' });
  await expect(
    s3.putBucketInventoryConfiguration({ Bucket, Id: 'two', InventoryConfiguration: given }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
