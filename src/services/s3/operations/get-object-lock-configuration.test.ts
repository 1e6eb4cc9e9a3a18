import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('says whether the bucket has one', async () => {
  await expect(s3.getObjectLockConfiguration({ Bucket: await bucket() })).rejects.toMatchObject(
    s3Fault('ObjectLockConfigurationNotFoundError', 404),
  );
  const Bucket = await bucket({ locked: true });
  expect((await s3.getObjectLockConfiguration({ Bucket })).ObjectLockConfiguration).toEqual({
    ObjectLockEnabled: 'Enabled',
  });
});
