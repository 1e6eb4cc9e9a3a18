import type { ListObjectsV2Request } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();
const KEYS = ['a', 'a b/c', 'b/1', 'b/2', 'b/x/1', 'c', 'd/é', 'z/', 'z/1'];

async function filled(): Promise<string> {
  const Bucket = await bucket();
  await Promise.all(KEYS.map((Key) => s3.putObject({ Bucket, Key, Body: Key })));
  return Bucket;
}

async function names(input: ListObjectsV2Request): Promise<string[]> {
  const { Contents = [], CommonPrefixes = [] } = await s3.listObjectsV2(input);
  return [
    ...Contents.map((each) => each.Key!),
    ...CommonPrefixes.map((each) => each.Prefix!),
  ].toSorted();
}

it('lists keys in the order of their bytes, with prefix and delimiter', async () => {
  const Bucket = await filled();
  expect(await names({ Bucket })).toEqual(KEYS);
  expect(await names({ Bucket, Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/x/1']);
  expect(await names({ Bucket, Delimiter: '/' })).toEqual(['a', 'a b/', 'b/', 'c', 'd/', 'z/']);
  expect(await names({ Bucket, Delimiter: '/', Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/x/']);
  expect(await names({ Bucket, Delimiter: '/', Prefix: 'z/' })).toEqual(['z/', 'z/1']);
  expect(await names({ Bucket, StartAfter: 'b/2' })).toEqual(['b/x/1', 'c', 'd/é', 'z/', 'z/1']);
  expect(await names({ Bucket, EncodingType: 'url', Prefix: 'd' })).toEqual(['d/%C3%A9']);
  expect(await names({ Bucket, MaxKeys: 0 })).toEqual([]);
});

it.each([1, 2, 3, 7])('gives the same by pages of %d', async (MaxKeys) => {
  const Bucket = await filled();
  for (const Delimiter of [undefined, '/']) {
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.listObjectsV2({
        Bucket,
        MaxKeys,
        ...(Delimiter && { Delimiter }),
        ...(ContinuationToken && { ContinuationToken }),
      });
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      seen.push(...(page.Contents ?? []).map((each) => each.Key!));
      seen.push(...(page.CommonPrefixes ?? []).map((each) => each.Prefix!));
      ContinuationToken = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(ContinuationToken !== undefined);
    } while (ContinuationToken);
    expect(seen).toHaveLength(new Set(seen).size);
    expect(seen.toSorted()).toEqual(Delimiter ? ['a', 'a b/', 'b/', 'c', 'd/', 'z/'] : KEYS);
  }
});

it('describes each object, its owner when asked', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'hello', StorageClass: 'STANDARD_IA' });
  const { Contents } = await s3.listObjectsV2({ Bucket, FetchOwner: true });
  expect(Contents).toEqual([
    {
      Key: 'k',
      Size: 5,
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      StorageClass: 'STANDARD_IA',
      ChecksumAlgorithm: ['CRC32'],
      ChecksumType: 'FULL_OBJECT',
      LastModified: expect.any(Date),
      Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
  ]);
});

it('refuses what it cannot mean', async () => {
  const Bucket = await bucket();
  for (const more of [
    { MaxKeys: -1 },
    { EncodingType: 'base64' as 'url' },
    { ContinuationToken: '&' },
  ])
    await expect(s3.listObjectsV2({ Bucket, ...more })).rejects.toMatchObject(
      s3Fault('InvalidArgument', 400),
    );
});

it('walks past thousands of keys under one prefix at once', async () => {
  const Bucket = await bucket();
  const keys = Array.from({ length: 1200 }, (_, n) => `many/${String(n).padStart(5, '0')}`);
  for (let at = 0; at < keys.length; at += 50)
    await Promise.all(
      keys.slice(at, at + 50).map((Key) => s3.putObject({ Bucket, Key, Body: 'x' })),
    );
  await s3.putObject({ Bucket, Key: 'after', Body: 'x' });
  expect(await names({ Bucket, Delimiter: '/' })).toEqual(['after', 'many/']);
  const first = await s3.listObjectsV2({ Bucket, MaxKeys: 5000 });
  expect([first.KeyCount, first.IsTruncated]).toEqual([1000, true]);
}, 60_000);
