import { expect, it } from 'vitest';
import { startS3 } from './fixture.ts';

const { s3, bucket, raw } = await startS3();

async function shared(): Promise<string> {
  const Bucket = await bucket();
  await s3.putBucketCors({
    Bucket,
    CORSConfiguration: {
      CORSRules: [
        {
          AllowedOrigins: ['https://*.example.com'],
          AllowedMethods: ['GET', 'PUT'],
          AllowedHeaders: ['x-amz-*', 'content-type'],
          ExposeHeaders: ['ETag'],
          MaxAgeSeconds: 60,
        },
        { AllowedOrigins: ['*'], AllowedMethods: ['GET'] },
      ],
    },
  });
  return Bucket;
}

const preflight = (path: string, origin: string, method: string, headers?: string) =>
  raw(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers && { 'access-control-request-headers': headers }),
    },
  });

it('answers a preflight by the rules of the bucket', async () => {
  const Bucket = await shared();
  const answer = await preflight(
    `/${Bucket}/k`,
    'https://app.example.com',
    'PUT',
    'X-Amz-Meta-A, Content-Type',
  );
  expect([answer.status, Object.fromEntries(answer.headers)]).toMatchObject([
    200,
    {
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-amz-meta-a, content-type',
      'access-control-expose-headers': 'ETag',
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    },
  ]);
});

it.each([
  ['another method', 'https://app.example.com', 'DELETE', undefined],
  ['another origin', 'https://evil.test', 'PUT', undefined],
  ['another header', 'https://app.example.com', 'PUT', 'authorization'],
])('refuses %s', async (_what, origin, method, headers) => {
  const Bucket = await shared();
  const answer = await preflight(`/${Bucket}/k`, origin, method, headers);
  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringContaining('<Code>AccessForbidden</Code>'),
  ]);
});

it('says that a bucket has no CORS', async () => {
  const answer = await preflight(`/${await bucket()}/k`, 'https://a.test', 'GET');
  expect(await answer.text()).toContain('CORSResponse: CORS is not enabled for this bucket.');
});

it('adds the headers of the rule to answers, and none without a rule', async () => {
  const Bucket = await shared();
  await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const get = (origin: string, path = `/${Bucket}/k`) => raw(path, { headers: { origin } });
  const known = await get('https://app.example.com');
  expect(known.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
  expect((await get('https://other.test')).headers.get('access-control-allow-origin')).toBe('*');
  const missing = await get('https://app.example.com', `/${Bucket}/absent`);
  expect([missing.status, missing.headers.get('access-control-expose-headers')]).toEqual([
    404,
    'ETag',
  ]);
  const closed = await get('https://app.example.com', `/${await bucket()}`);
  expect(closed.headers.get('access-control-allow-origin')).toBeNull();
});
