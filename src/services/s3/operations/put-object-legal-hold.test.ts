import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('needs a bucket with object lock', async () => {
  const plain = await bucket();
  await s3.putObject({ Bucket: plain, Key: 'k', Body: 'x' });
  const hold = (Bucket: string) =>
    s3.putObjectLegalHold({ Bucket, Key: 'k', LegalHold: { Status: 'ON' } });
  await expect(hold(plain)).rejects.toMatchObject(s3Fault('InvalidRequest', 400));
  const Bucket = await bucket({ locked: true });
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  await hold(Bucket);
  expect((await s3.headObject({ Bucket, Key: 'k' })).ObjectLockLegalHoldStatus).toBe('ON');
});
