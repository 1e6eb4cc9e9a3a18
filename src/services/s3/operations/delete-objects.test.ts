import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, raw } = await startS3();

it('deletes many, says which, and is quiet when asked', async () => {
  const Bucket = await bucket();
  for (const Key of ['a', 'b', 'c']) await s3.putObject({ Bucket, Key, Body: 'x' });
  const answer = await s3.deleteObjects({
    Bucket,
    Delete: { Objects: [{ Key: 'a' }, { Key: 'never' }, { Key: 'b', ETag: '"other"' }] },
  });
  expect(answer.Deleted).toEqual([{ Key: 'a' }, { Key: 'never' }]);
  expect(answer.Errors).toMatchObject([{ Key: 'b', Code: 'PreconditionFailed' }]);
  const quiet = await s3.deleteObjects({
    Bucket,
    Delete: { Quiet: true, Objects: [{ Key: 'b' }] },
  });
  expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, undefined]);
  expect((await s3.listObjectsV2({ Bucket })).Contents).toMatchObject([{ Key: 'c' }]);
});

it('makes markers in a versioned bucket', async () => {
  const Bucket = await bucket({ versioned: true });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const { Deleted } = await s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: 'k' }] } });
  expect(Deleted).toMatchObject([
    { Key: 'k', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
  ]);
  const gone = await s3.deleteObjects({
    Bucket,
    Delete: { Objects: [{ Key: 'k', VersionId: VersionId! }] },
  });
  expect(gone.Deleted).toEqual([{ Key: 'k', VersionId }]);
});

it('refuses a list that is empty, or too long, or not as it was sent', async () => {
  const Bucket = await bucket();
  const many = Array.from({ length: 1001 }, (_, n) => ({ Key: String(n) }));
  for (const Objects of [[], many])
    await expect(s3.deleteObjects({ Bucket, Delete: { Objects } })).rejects.toMatchObject(
      s3Fault('MalformedXML', 400),
    );
  const lying = await raw(`/${Bucket}?delete`, {
    method: 'POST',
    headers: { 'content-md5': 'rL0Y20zC+Fzt72VPzMSk2A==' },
    body: '<Delete><Object><Key>k</Key></Object></Delete>',
  });
  expect([lying.status, await lying.text()]).toEqual([400, expect.stringContaining('BadDigest')]);
});
