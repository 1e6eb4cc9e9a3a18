import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('takes the tags away', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x', Tagging: 'a=1' });
  await s3.deleteObjectTagging({ Bucket, Key: 'k' });
  expect((await s3.getObjectTagging({ Bucket, Key: 'k' })).TagSet ?? []).toEqual([]);
  await expect(s3.deleteObjectTagging({ Bucket, Key: 'absent' })).rejects.toMatchObject(
    s3Fault('NoSuchKey', 404),
  );
});
