import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket } = await startS3();

it('moves an object at once, over what was there only if it may', async () => {
  const Bucket = await bucket();
  const { ETag } = await s3.putObject({ Bucket, Key: 'from', Body: 'moved' });
  await s3.putObject({ Bucket, Key: 'to', Body: 'old' });
  const rename = (more: object) =>
    s3.renameObject({ Bucket, Key: 'to', RenameSource: 'from', ...more });
  await expect(rename({ DestinationIfNoneMatch: '*' })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412),
  );
  await rename({ SourceIfMatch: ETag });
  const { Contents } = await s3.listObjectsV2({ Bucket });
  expect(Contents).toMatchObject([{ Key: 'to', ETag }]);
  await expect(rename({})).rejects.toMatchObject(s3Fault('NoSuchKey', 404));
});
