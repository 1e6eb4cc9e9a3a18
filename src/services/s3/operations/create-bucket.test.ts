import { S3 } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, stack, raw } = await startS3();
const elsewhere = stack.client(S3, { region: 'eu-west-1', maxAttempts: 1 });
const stranger = stack.client(S3, {
  maxAttempts: 1,
  credentials: { accessKeyId: '999999999999', secretAccessKey: 'x' },
});

it.each([
  'ab',
  'UPPER-case',
  'a..b',
  '-start',
  'end-',
  '10.0.0.1',
  'xn--bucket',
  'x-s3alias',
  'under_score',
])('refuses the name %s', async (Bucket) => {
  await expect(s3.createBucket({ Bucket })).rejects.toMatchObject(
    s3Fault('InvalidBucketName', 400, { BucketName: Bucket }),
  );
});

it('makes a bucket where it is asked to', async () => {
  expect(await s3.createBucket({ Bucket: 'first' })).toMatchObject({ Location: '/first' });
  expect(
    await s3.createBucket({
      Bucket: 'far-away',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  ).toMatchObject({ Location: 'http://far-away.s3.amazonaws.com/' });
  await expect(
    elsewhere.createBucket({
      Bucket: 'wrong',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    }),
  ).rejects.toMatchObject(s3Fault('IllegalLocationConstraintException', 400));
  const bare = await raw('/nowhere', {
    method: 'PUT',
    body: '<CreateBucketConfiguration><LocationConstraint>mars-1</LocationConstraint></CreateBucketConfiguration>',
  });
  expect(await bare.text()).toContain('<Code>InvalidLocationConstraint</Code>');
});

it('answers in its own region only, and says which that is', async () => {
  await s3.createBucket({
    Bucket: 'in-europe',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  const error = await s3.listObjectsV2({ Bucket: 'in-europe' }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject(s3Fault('PermanentRedirect', 301));
  expect((error as { $response: { headers: object } }).$response.headers).toMatchObject({
    'x-amz-bucket-region': 'eu-west-1',
  });
  expect((await elsewhere.listObjectsV2({ Bucket: 'in-europe' })).KeyCount).toBe(0);
});

it('has one name space for all accounts', async () => {
  await s3.createBucket({ Bucket: 'mine' });
  await s3.createBucket({ Bucket: 'mine' }); // as in us-east-1 at AWS
  await expect(stranger.createBucket({ Bucket: 'mine' })).rejects.toMatchObject(
    s3Fault('BucketAlreadyExists', 409, { BucketName: 'mine' }),
  );
  await elsewhere.createBucket({
    Bucket: 'mine-too',
    CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
  });
  await expect(
    elsewhere.createBucket({
      Bucket: 'mine-too',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  ).rejects.toMatchObject(s3Fault('BucketAlreadyOwnedByYou', 409));
});

it('answers bad XML', async () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
  for (const body of ['<open>', bomb, '\u0000', '<a>&unknown;</a>']) {
    const answer = await raw('/bad-xml', { method: 'PUT', body });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('<Code>MalformedXML</Code>'),
    ]);
  }
});
