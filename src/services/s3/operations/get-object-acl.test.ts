import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it("is the owner's alone", async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const { Owner, Grants } = await s3.getObjectAcl({ Bucket, Key: 'k' });
  expect(Grants).toEqual([
    { Grantee: { Type: 'CanonicalUser', ID: Owner!.ID }, Permission: 'FULL_CONTROL' },
  ]);
  await expect(s3.getObjectAcl({ Bucket, Key: 'absent' })).rejects.toMatchObject(
    s3Fault('NoSuchKey', 404),
  );
});
