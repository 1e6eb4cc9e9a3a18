import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('replaces the tags', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x', Tagging: 'a=1' });
  await s3.putObjectTagging({
    Bucket,
    Key: 'k',
    Tagging: { TagSet: [{ Key: 'b c', Value: 'ü' }] },
  });
  expect((await s3.getObjectTagging({ Bucket, Key: 'k' })).TagSet).toEqual([
    { Key: 'b c', Value: 'ü' },
  ]);
});

it('refuses too many, too long, twice the same', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const put = (TagSet: { Key: string; Value: string }[]) =>
    s3.putObjectTagging({ Bucket, Key: 'k', Tagging: { TagSet } });
  const many = Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: '' }));
  await expect(put(many)).rejects.toMatchObject(s3Fault('BadRequest', 400));
  for (const tags of [
    [{ Key: 'x'.repeat(129), Value: '' }],
    [{ Key: 'k', Value: 'x'.repeat(257) }],
    [
      { Key: 'k', Value: '1' },
      { Key: 'k', Value: '2' },
    ],
    [{ Key: 'k', Value: '<' }],
  ])
    await expect(put(tags)).rejects.toMatchObject(s3Fault('InvalidTag', 400));
});
