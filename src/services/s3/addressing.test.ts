/** Where a bucket stands in a request: path, host, and presigned URLs. */
import { expect, it } from 'vitest';
import { startS3 } from './fixture.ts';
import { requestAtHost } from './request-fixture.ts';

const { s3, bucket, stack, raw } = await startS3();

it.each([
  (name: string) => `${name}.s3.localhost:4566`,
  (name: string) => `${name}.s3.us-east-1.localhost`,
  (name: string) => `${name}.s3.amazonaws.com`,
  (name: string) => `${name}.s3-us-west-2.amazonaws.com`,
  (name: string) => `${name}.s3.dualstack.eu-west-1.amazonaws.com`,
  (name: string) => `${name}.s3.localhost.localstack.cloud:4566`,
  (name: string) => `${name}.localhost:4566`,
])('finds the bucket in the host %s', async (hostOf) => {
  const Bucket = await bucket();
  const host = hostOf(Bucket);
  const put = await requestAtHost(stack, { host, path: '/a/b', method: 'PUT', body: 'by host' });
  expect(put.status).toBe(200);
  expect((await requestAtHost(stack, { host, path: '/a/b' })).body).toBe('by host');
  expect((await requestAtHost(stack, { host, path: '/' })).body).toContain('<Key>a/b</Key>');
});

it('takes dots in a bucket for what they are', async () => {
  await s3.createBucket({ Bucket: 'my.dotted.bucket' });
  const host = 'my.dotted.bucket.s3.us-east-1.amazonaws.com';
  await requestAtHost(stack, { host, path: '/k', method: 'PUT', body: 'x' });
  expect((await s3.listObjectsV2({ Bucket: 'my.dotted.bucket' })).KeyCount).toBe(1);
});

it('serves the path at a host of S3 itself', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'by path' });
  for (const host of ['s3.localhost:4566', 's3.eu-west-1.amazonaws.com', 'localhost'])
    expect((await requestAtHost(stack, { host, path: `/${Bucket}/k` })).body).toBe('by path');
});

/** A URL as a presigner makes it; that its signature is right is another test's matter. */
function presigned(path: string, signedEpochMs: number, expiresSeconds: number): string {
  const date = `${new Date(signedEpochMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `test/${date.slice(0, 8)}/us-east-1/s3/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': '0'.repeat(64),
  });
  return `${path}?${query.toString()}`;
}

it('ends a presigned URL by the clock', async () => {
  const Bucket = await bucket();
  const url = presigned(`/${Bucket}/k`, stack.clock.now(), 60);
  expect((await raw(url, { method: 'PUT', body: 'signed' })).status).toBe(200);
  expect(await (await raw(url)).text()).toBe('signed');
  await stack.clock.advance(61_000);
  const late = await raw(url);
  expect([late.status, await late.text()]).toEqual([
    403,
    expect.stringMatching(
      /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message><X-Amz-Expires>60<\/X-Amz-Expires><Expires>[^<]+Z<\/Expires><ServerTime>/,
    ),
  ]);
  const long = await raw(presigned(`/${Bucket}/k`, stack.clock.now(), 604_801));
  expect(await long.text()).toContain('<Code>AuthorizationQueryParametersError</Code>');
});

it('gives an error in XML to whoever asks for nothing that exists', async () => {
  const answer = await raw('/no-such-bucket/key');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/xml']);
  const method = await raw(`/${await bucket()}`, { method: 'PATCH' });
  expect([method.status, await method.text()]).toEqual([
    405,
    expect.stringContaining('<Code>MethodNotAllowed</Code>'),
  ]);
});
