import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, stack } = await startS3();

it('says until when', async () => {
  const Bucket = await bucket({ locked: true });
  await s3.putObject({ Bucket, Key: 'free', Body: 'x' });
  await expect(s3.getObjectRetention({ Bucket, Key: 'free' })).rejects.toMatchObject(
    s3Fault('NoSuchObjectLockConfiguration', 404),
  );
  const RetainUntilDate = new Date(Math.floor(stack.clock.now() / 1000) * 1000 + 60_000);
  await s3.putObject({
    Bucket,
    Key: 'held',
    Body: 'x',
    ObjectLockMode: 'GOVERNANCE',
    ObjectLockRetainUntilDate: RetainUntilDate,
  });
  expect((await s3.getObjectRetention({ Bucket, Key: 'held' })).Retention).toEqual({
    Mode: 'GOVERNANCE',
    RetainUntilDate,
  });
});
