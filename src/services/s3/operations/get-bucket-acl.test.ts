import { expect, it } from 'vitest';
import { startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it("is the owner's alone", async () => {
  const Bucket = await bucket();
  const { Owner, Grants } = await s3.getBucketAcl({ Bucket });
  expect(Grants).toEqual([
    { Grantee: { Type: 'CanonicalUser', ID: Owner!.ID }, Permission: 'FULL_CONTROL' },
  ]);
});
