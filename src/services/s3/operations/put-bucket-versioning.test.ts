import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, raw } = await startS3();

it('switches versions on, off, and refuses nonsense', async () => {
  const Bucket = await bucket();
  const put = (Status: string) =>
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: Status as 'Enabled' } });
  await expect(put('Maybe')).rejects.toMatchObject(s3Fault('MalformedXML', 400));
  const empty = await raw(`/${Bucket}?versioning`, {
    method: 'PUT',
    body: '<VersioningConfiguration/>',
  });
  expect(await empty.text()).toContain('<Code>IllegalVersioningConfigurationException</Code>');
  await put('Enabled');
  await put('Suspended');
  expect((await s3.getBucketVersioning({ Bucket })).Status).toBe('Suspended');
});

it('stays on under object lock', async () => {
  const Bucket = await bucket({ locked: true });
  await expect(
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
  ).rejects.toMatchObject(s3Fault('InvalidBucketState', 409));
});
