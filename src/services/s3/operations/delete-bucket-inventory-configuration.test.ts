import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes one away and leaves the others', async () => {
  const Bucket = await bucket();
  for (const Id of ['a', 'b'])
    await s3.putBucketInventoryConfiguration({
      Bucket,
      Id,
      InventoryConfiguration: {
        Id,
        IsEnabled: true,
        IncludedObjectVersions: 'All' as const,
        Schedule: { Frequency: 'Daily' as const },
        Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::b', Format: 'CSV' as const } },
      },
    });
  await s3.deleteBucketInventoryConfiguration({ Bucket, Id: 'a' });
  const { InventoryConfigurationList } = await s3.listBucketInventoryConfigurations({ Bucket });
  expect(InventoryConfigurationList?.map(({ Id }) => Id)).toEqual(['b']);
});
