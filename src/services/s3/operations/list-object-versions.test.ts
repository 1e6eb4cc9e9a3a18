import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

async function filled(): Promise<string> {
  const Bucket = await bucket({ versioned: true });
  for (const [Key, count] of [
    ['a', 3],
    ['b/1', 2],
    ['c', 1],
  ] as const)
    for (let n = 0; n < count; n++) await s3.putObject({ Bucket, Key, Body: `${n}` });
  await s3.deleteObject({ Bucket, Key: 'a' });
  return Bucket;
}

it('lists versions newest first, and markers', async () => {
  const Bucket = await filled();
  const { Versions, DeleteMarkers } = await s3.listObjectVersions({ Bucket });
  expect(Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
    ['a', false],
    ['a', false],
    ['a', false],
    ['b/1', true],
    ['b/1', false],
    ['c', true],
  ]);
  expect(DeleteMarkers).toMatchObject([{ Key: 'a', IsLatest: true }]);
  const rolled = await s3.listObjectVersions({ Bucket, Delimiter: '/', Prefix: 'b' });
  expect([rolled.CommonPrefixes, rolled.Versions]).toEqual([[{ Prefix: 'b/' }], undefined]);
});

it.each([1, 2, 3])('gives the same by pages of %d', async (MaxKeys) => {
  const Bucket = await filled();
  const seen: string[] = [];
  let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (;;) {
    const page = await s3.listObjectVersions({ Bucket, MaxKeys, ...markers });
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    expect(all.length).toBeLessThanOrEqual(MaxKeys);
    seen.push(...all.map(({ Key, VersionId }) => `${Key}/${VersionId}`));
    if (!page.IsTruncated) break;
    markers = {
      KeyMarker: page.NextKeyMarker!,
      ...(page.NextVersionIdMarker && { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
  expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
});

it('wants a key with a version', async () => {
  const Bucket = await bucket();
  await expect(s3.listObjectVersions({ Bucket, VersionIdMarker: 'null' })).rejects.toMatchObject(
    s3Fault('InvalidArgument', 400),
  );
});
