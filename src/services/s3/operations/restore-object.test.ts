import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text, stack } = await startS3();

it('opens an archived object for some days', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'cold', StorageClass: 'DEEP_ARCHIVE' });
  await s3.restoreObject({ Bucket, Key: 'k', RestoreRequest: { Days: 2 } });
  expect(await text(Bucket, 'k')).toBe('cold');
  expect((await s3.headObject({ Bucket, Key: 'k' })).Restore).toMatch(
    /^ongoing-request="false", expiry-date="[^"]+ GMT"$/,
  );
  await stack.clock.advance(4 * 86_400_000);
  await expect(text(Bucket, 'k')).rejects.toMatchObject(s3Fault('InvalidObjectState', 403));
});

it('refuses what is not archived, and queries', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'warm' });
  await expect(
    s3.restoreObject({ Bucket, Key: 'k', RestoreRequest: { Days: 1 } }),
  ).rejects.toMatchObject(s3Fault('InvalidObjectState', 403));
  await expect(
    s3.restoreObject({ Bucket, Key: 'k', RestoreRequest: { Type: 'SELECT' } }),
  ).rejects.toMatchObject(s3Fault('NotImplemented', 501));
});
