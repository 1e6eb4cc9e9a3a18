import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('keeps grants, by name, by header or in full', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  await expect(s3.putObjectAcl({ Bucket, Key: 'k', ACL: 'private' })).rejects.toMatchObject(
    s3Fault('AccessControlListNotSupported', 400),
  );
  await s3.putBucketOwnershipControls({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  });
  await s3.putObjectAcl({ Bucket, Key: 'k', GrantRead: 'id="someone", id="other"' });
  const { Grants, Owner } = await s3.getObjectAcl({ Bucket, Key: 'k' });
  expect(Grants?.map(({ Grantee }) => Grantee?.ID)).toEqual(['someone', 'other']);
  await s3.putObjectAcl({ Bucket, Key: 'k', AccessControlPolicy: { Owner, Grants: [] } });
  expect((await s3.getObjectAcl({ Bucket, Key: 'k' })).Grants ?? []).toEqual([]);
  await expect(
    s3.putObjectAcl({ Bucket, Key: 'k', ACL: 'everyone' as 'private' }),
  ).rejects.toMatchObject(s3Fault('InvalidArgument', 400));
});
