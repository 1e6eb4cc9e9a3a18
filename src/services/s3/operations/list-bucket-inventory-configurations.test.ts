import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('lists a hundred at a time', async () => {
  const Bucket = await bucket();
  const ids = Array.from({ length: 101 }, (_, n) => `id-${String(n).padStart(3, '0')}`);
  for (const Id of ids)
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
  const first = await s3.listBucketInventoryConfigurations({ Bucket });
  expect([first.InventoryConfigurationList?.length, first.IsTruncated]).toEqual([100, true]);
  const rest = await s3.listBucketInventoryConfigurations({
    Bucket,
    ContinuationToken: first.NextContinuationToken!,
  });
  expect(rest).toMatchObject({
    IsTruncated: false,
    InventoryConfigurationList: [{ Id: 'id-100' }],
  });
});
