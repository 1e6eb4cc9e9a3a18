import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps what it is given', async () => {
  const Bucket = await bucket();
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
  await expect(
    s3.putBucketWebsite({
      Bucket: 'absent-bucket',
      WebsiteConfiguration: {
        IndexDocument: { Suffix: 'index.html' },
        RoutingRules: [{ Redirect: { HostName: 'example.com' } }],
      },
    }),
  ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
});

it('refuses what means nothing', async () => {
  const Bucket = await bucket();
  await expect(
    s3.putBucketWebsite({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'a/b' } } }),
  ).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});
