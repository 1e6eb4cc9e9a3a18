import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

const given = {
  Role: 'arn:aws:iam::123456789012:role/r',
  Rules: [
    { Status: 'Enabled' as const, Prefix: '', Destination: { Bucket: 'arn:aws:s3:::other' } },
  ],
};

it('needs versions', async () => {
  const plain = await bucket();
  await expect(
    s3.putBucketReplication({ Bucket: plain, ReplicationConfiguration: given }),
  ).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
  const Bucket = await bucket({ versioned: true });
  await s3.putBucketReplication({ Bucket, ReplicationConfiguration: given });
  expect((await s3.getBucketReplication({ Bucket })).ReplicationConfiguration).toEqual(given);
});
