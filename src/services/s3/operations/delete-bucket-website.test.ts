import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes it away, and is content when there is nothing', async () => {
  const Bucket = await bucket();
  await s3.putBucketWebsite({
    Bucket,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      RoutingRules: [{ Redirect: { HostName: 'example.com' } }],
    },
  });
  await s3.deleteBucketWebsite({ Bucket });
  await s3.deleteBucketWebsite({ Bucket });
  await expect(s3.getBucketWebsite({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchWebsiteConfiguration', 404),
  );
});
