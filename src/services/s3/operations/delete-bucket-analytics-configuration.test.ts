import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes one away and leaves the others', async () => {
  const Bucket = await bucket();
  for (const Id of ['a', 'b'])
    await s3.putBucketAnalyticsConfiguration({
      Bucket,
      Id,
      AnalyticsConfiguration: { Id, StorageClassAnalysis: {} },
    });
  await s3.deleteBucketAnalyticsConfiguration({ Bucket, Id: 'a' });
  const { AnalyticsConfigurationList } = await s3.listBucketAnalyticsConfigurations({ Bucket });
  expect(AnalyticsConfigurationList?.map(({ Id }) => Id)).toEqual(['b']);
});
