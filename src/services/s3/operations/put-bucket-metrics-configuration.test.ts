import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps a configuration by its id', async () => {
  const Bucket = await bucket();
  const given = { Id: 'one', Filter: { Prefix: 'a/' } };
  await s3.putBucketMetricsConfiguration({ Bucket, Id: 'one', MetricsConfiguration: given });
  expect(
    (await s3.getBucketMetricsConfiguration({ Bucket, Id: 'one' })).MetricsConfiguration,
  ).toMatchObject({ Id: 'one' });
  await expect(
    s3.putBucketMetricsConfiguration({ Bucket, Id: 'two', MetricsConfiguration: given }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
