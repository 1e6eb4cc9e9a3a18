import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text } = await startS3();

it('succeeds for a key that is not there', async () => {
  const Bucket = await bucket();
  const answer = await s3.deleteObject({ Bucket, Key: 'never' });
  expect([answer.$metadata.httpStatusCode, answer.DeleteMarker]).toEqual([204, undefined]);
});

it('deletes only what it was shown', async () => {
  const Bucket = await bucket();
  const { ETag } = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  await expect(s3.deleteObject({ Bucket, Key: 'k', IfMatch: '"other"' })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412),
  );
  await s3.deleteObject({ Bucket, Key: 'k', IfMatch: ETag! });
  await expect(s3.headObject({ Bucket, Key: 'k' })).rejects.toMatchObject({ name: 'NotFound' });
});

it('hides a versioned object behind a marker, and removes versions by their ids', async () => {
  const Bucket = await bucket({ versioned: true });
  const one = await s3.putObject({ Bucket, Key: 'k', Body: '1' });
  const two = await s3.putObject({ Bucket, Key: 'k', Body: '2' });
  const marker = await s3.deleteObject({ Bucket, Key: 'k' });
  expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  const missing = await s3.getObject({ Bucket, Key: 'k' }).catch((error: unknown) => error);
  expect(missing).toMatchObject(s3Fault('NoSuchKey', 404));
  expect((missing as { $response: { headers: object } }).$response.headers).toMatchObject({
    'x-amz-delete-marker': 'true',
  });
  await expect(
    s3.getObject({ Bucket, Key: 'k', VersionId: marker.VersionId! }),
  ).rejects.toMatchObject(s3Fault('MethodNotAllowed', 405, { Method: 'GET' }));
  expect(await text(Bucket, 'k', one.VersionId)).toBe('1');
  const undone = await s3.deleteObject({ Bucket, Key: 'k', VersionId: marker.VersionId! });
  expect(undone).toMatchObject({ DeleteMarker: true, VersionId: marker.VersionId });
  expect(await text(Bucket, 'k')).toBe('2');
  await s3.deleteObject({ Bucket, Key: 'k', VersionId: two.VersionId! });
  expect(await text(Bucket, 'k')).toBe('1');
  await s3.deleteObject({ Bucket, Key: 'k', VersionId: one.VersionId! });
  await s3.deleteBucket({ Bucket });
});

it('keeps what was there before versions, and after them', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'before' });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const { VersionId } = await s3.putObject({ Bucket, Key: 'k', Body: 'within' });
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
  expect(await text(Bucket, 'k', 'null')).toBe('before');
  // The version "null" is one: a new one takes the place of the old, wherever that stands.
  expect(await s3.putObject({ Bucket, Key: 'k', Body: 'after' })).toMatchObject({
    VersionId: 'null',
  });
  expect(await text(Bucket, 'k', 'null')).toBe('after');
  expect(await text(Bucket, 'k', VersionId)).toBe('within');
  await s3.deleteObject({ Bucket, Key: 'k' });
  const { Versions, DeleteMarkers } = await s3.listObjectVersions({ Bucket });
  expect([Versions?.length, DeleteMarkers]).toMatchObject([1, [{ VersionId: 'null' }]]);
});

it('leaves what object lock holds', async () => {
  const Bucket = await bucket({ locked: true });
  const { VersionId } = await s3.putObject({
    Bucket,
    Key: 'k',
    Body: 'x',
    ObjectLockLegalHoldStatus: 'ON',
  });
  const remove = () => s3.deleteObject({ Bucket, Key: 'k', VersionId: VersionId! });
  await expect(remove()).rejects.toMatchObject(s3Fault('AccessDenied', 403));
  await s3.deleteObject({ Bucket, Key: 'k' }); // a marker hides it, nothing is lost
  await s3.putObjectLegalHold({
    Bucket,
    Key: 'k',
    VersionId: VersionId!,
    LegalHold: { Status: 'OFF' },
  });
  await remove();
});
