import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('needs versions, and holds new objects for as long as it says', async () => {
  const plain = await bucket();
  const ObjectLockConfiguration = {
    ObjectLockEnabled: 'Enabled' as const,
    Rule: { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: 2 } },
  };
  await expect(
    s3.putObjectLockConfiguration({ Bucket: plain, ObjectLockConfiguration }),
  ).rejects.toMatchObject(s3Fault('InvalidBucketState', 409));
  const Bucket = await bucket({ locked: true });
  await s3.putObjectLockConfiguration({ Bucket, ObjectLockConfiguration });
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  expect(await s3.headObject({ Bucket, Key: 'k' })).toMatchObject({
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: expect.any(Date),
  });
  const both = { Mode: 'GOVERNANCE' as const, Days: 1, Years: 1 };
  await expect(
    s3.putObjectLockConfiguration({
      Bucket,
      ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: both } },
    }),
  ).rejects.toMatchObject(s3Fault('MalformedXML', 400));
});
