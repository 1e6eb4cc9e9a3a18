import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text } = await startS3();

it.each([
  ['small', 'x'],
  ['large', Buffer.alloc(300_000, 'large').toString()],
  ['empty', ''],
])('copies a %s object with all that describes it', async (_size, Body) => {
  const Bucket = await bucket();
  const before = await s3.putObject({
    Bucket,
    Key: 'a b/ü',
    Body: Buffer.from(Body),
    ContentType: 'text/x',
    Metadata: { m: '1' },
    Tagging: 't=1',
  });
  const copy = await s3.copyObject({
    Bucket,
    Key: 'copy',
    CopySource: encodeURIComponent(`${Bucket}/a b/ü`),
  });
  expect(copy.CopyObjectResult).toMatchObject({
    ETag: before.ETag,
    ChecksumCRC32: before.ChecksumCRC32,
  });
  await s3.deleteObject({ Bucket, Key: 'a b/ü' });
  expect((await text(Bucket, 'copy')) === Body).toBe(true);
  expect(await s3.headObject({ Bucket, Key: 'copy' })).toMatchObject({
    ContentType: 'text/x',
    Metadata: { m: '1' },
  });
  expect((await s3.getObjectTagging({ Bucket, Key: 'copy' })).TagSet).toEqual([
    { Key: 't', Value: '1' },
  ]);
});

it('replaces metadata and tags when it is told to', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x', Metadata: { m: '1' }, Tagging: 't=1' });
  const CopySource = `${Bucket}/k`;
  await expect(s3.copyObject({ Bucket, Key: 'k', CopySource })).rejects.toMatchObject(
    s3Fault('InvalidRequest', 400),
  );
  await s3.copyObject({
    Bucket,
    Key: 'k',
    CopySource,
    MetadataDirective: 'REPLACE',
    Metadata: { n: '2' },
    TaggingDirective: 'REPLACE',
    Tagging: 'u=2',
  });
  expect((await s3.headObject({ Bucket, Key: 'k' })).Metadata).toEqual({ n: '2' });
  expect((await s3.getObjectTagging({ Bucket, Key: 'k' })).TagSet).toEqual([
    { Key: 'u', Value: '2' },
  ]);
});

it('copies a version, and only when the conditions on it hold', async () => {
  const Bucket = await bucket({ versioned: true });
  const old = await s3.putObject({ Bucket, Key: 'k', Body: 'old' });
  await s3.putObject({ Bucket, Key: 'k', Body: 'new' });
  const CopySource = `${Bucket}/k?versionId=${old.VersionId}`;
  const copy = (more: object) => s3.copyObject({ Bucket, Key: 'copy', CopySource, ...more });
  await expect(copy({ CopySourceIfNoneMatch: old.ETag })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412),
  );
  expect(await copy({ CopySourceIfMatch: old.ETag })).toMatchObject({
    CopySourceVersionId: old.VersionId,
    VersionId: expect.any(String),
  });
  expect(await text(Bucket, 'copy')).toBe('old');
});

it('says what is wrong with the source', async () => {
  const Bucket = await bucket();
  const copy = (CopySource: string) => s3.copyObject({ Bucket, Key: 'k', CopySource });
  await expect(copy(`${Bucket}/absent`)).rejects.toMatchObject(s3Fault('NoSuchKey', 404));
  await expect(copy('absent-bucket/k')).rejects.toMatchObject(s3Fault('NoSuchBucket', 404));
  await expect(copy('no-slash')).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
  await expect(copy(`${Bucket}/%zz`)).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});

it('changes the key of encryption on the way', async () => {
  const Bucket = await bucket();
  const key = (prefix: string, fill: string) => ({
    [`${prefix}SSECustomerAlgorithm`]: 'AES256',
    [`${prefix}SSECustomerKey`]: Buffer.alloc(32, fill).toString('base64'),
  });
  await s3.putObject({ Bucket, Key: 'a', Body: 'secret', ...key('', 'a') });
  await s3.copyObject({
    Bucket,
    Key: 'b',
    CopySource: `${Bucket}/a`,
    ...key('CopySource', 'a'),
    ...key('', 'b'),
  });
  const { Body } = await s3.getObject({ Bucket, Key: 'b', ...key('', 'b') });
  expect(await Body!.transformToString()).toBe('secret');
});
