import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket();
  await s3.deleteBucketWebsite({ Bucket });
  await expect(s3.getBucketWebsite({ Bucket })).rejects.toMatchObject(
    s3Fault('NoSuchWebsiteConfiguration', 404, { BucketName: Bucket }),
  );
  await s3.putBucketWebsite({
    Bucket,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      RoutingRules: [{ Redirect: { HostName: 'example.com' } }],
    },
  });
  expect(await s3.getBucketWebsite({ Bucket })).toMatchObject({
    IndexDocument: { Suffix: 'index.html' },
    RoutingRules: [{ Redirect: { HostName: 'example.com' } }],
  });
});
