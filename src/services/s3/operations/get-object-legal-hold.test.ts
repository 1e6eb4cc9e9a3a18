import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says when there is none', async () => {
  const Bucket = await bucket({ locked: true });
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  await expect(s3.getObjectLegalHold({ Bucket, Key: 'k' })).rejects.toMatchObject(
    s3Fault('NoSuchObjectLockConfiguration', 404),
  );
  await s3.putObjectLegalHold({ Bucket, Key: 'k', LegalHold: { Status: 'OFF' } });
  expect((await s3.getObjectLegalHold({ Bucket, Key: 'k' })).LegalHold).toEqual({ Status: 'OFF' });
});
