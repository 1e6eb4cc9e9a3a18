import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('goes on behind its marker', async () => {
  const Bucket = await bucket();
  for (const Key of ['a/1', 'a/2', 'b/1', 'c']) await s3.putObject({ Bucket, Key, Body: 'x' });
  const first = await s3.listObjects({ Bucket, Delimiter: '/', MaxKeys: 1 });
  expect(first).toMatchObject({
    CommonPrefixes: [{ Prefix: 'a/' }],
    IsTruncated: true,
    NextMarker: 'a/',
  });
  const rest = await s3.listObjects({ Bucket, Delimiter: '/', Marker: 'a/' });
  expect([rest.CommonPrefixes, rest.Contents?.map(({ Key }) => Key)]).toEqual([
    [{ Prefix: 'b/' }],
    ['c'],
  ]);
  const plain = await s3.listObjects({ Bucket, MaxKeys: 2 });
  expect(plain).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'a/1' }, { Key: 'a/2' }] });
  expect(plain.NextMarker).toBeUndefined();
  expect(plain.Contents?.[0]?.Owner?.ID).toHaveLength(64);
});
