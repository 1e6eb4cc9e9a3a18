import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket, raw } = await startS3();

it('describes an object without sending it', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'twelve bytes', Metadata: { a: 'b' } });
  const head = await s3.headObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' });
  expect(head).toMatchObject({
    ContentLength: 12,
    Metadata: { a: 'b' },
    ChecksumType: 'FULL_OBJECT',
  });
  expect(await s3.headObject({ Bucket, Key: 'k', Range: 'bytes=0-3' })).toMatchObject({
    ContentLength: 4,
    ContentRange: 'bytes 0-3/12',
  });
});

it('answers 404 without a body', async () => {
  const Bucket = await bucket();
  await expect(s3.headObject({ Bucket, Key: 'absent' })).rejects.toMatchObject({
    name: 'NotFound',
  });
  const answer = await raw(`/${Bucket}/absent`, { method: 'HEAD' });
  expect([answer.status, await answer.text()]).toEqual([404, '']);
});
