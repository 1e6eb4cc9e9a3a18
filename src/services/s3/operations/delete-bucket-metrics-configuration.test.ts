import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes one away and leaves the others', async () => {
  const Bucket = await bucket();
  for (const Id of ['a', 'b'])
    await s3.putBucketMetricsConfiguration({
      Bucket,
      Id,
      MetricsConfiguration: { Id, Filter: { Prefix: 'a/' } },
    });
  await s3.deleteBucketMetricsConfiguration({ Bucket, Id: 'a' });
  const { MetricsConfigurationList } = await s3.listBucketMetricsConfigurations({ Bucket });
  expect(MetricsConfigurationList?.map(({ Id }) => Id)).toEqual(['b']);
});
