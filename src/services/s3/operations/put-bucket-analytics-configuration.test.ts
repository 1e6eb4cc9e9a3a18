import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps a configuration by its id', async () => {
  const Bucket = await bucket();
  const given = { Id: 'one', StorageClassAnalysis: {} };
  await s3.putBucketAnalyticsConfiguration({ Bucket, Id: 'one', AnalyticsConfiguration: given });
  expect(
    (await s3.getBucketAnalyticsConfiguration({ Bucket, Id: 'one' })).AnalyticsConfiguration,
  ).toMatchObject({ Id: 'one' });
  await expect(
    s3.putBucketAnalyticsConfiguration({ Bucket, Id: 'two', AnalyticsConfiguration: given }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
