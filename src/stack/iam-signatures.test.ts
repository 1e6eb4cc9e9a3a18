import { createHmac } from 'node:crypto';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { signRequest } from '../protocol/sigv4/sign.ts';
import { request } from '../services/lambda/fixtures/request.ts';
import { createStack } from './create-stack.ts';

const stack = await createStack({ iam: 'enforce' });
afterAll(() => stack.stop());

/** As the SDK's presigner does. */
async function presign(path: string): Promise<string> {
  const { host, hostname, port } = new URL(stack.endpoint);
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    region: 'us-east-1',
    service: 's3',
    sha256: Sha256,
    uriEscapePath: false,
  });
  const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  const request = new HttpRequest({ method: 'PUT', hostname, port: Number(port), path, headers });
  const signingDate = new Date(stack.clock.now());
  const { query = {} } = await signer.presign(request, { expiresIn: 60, signingDate });
  const text = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  );
  return `${stack.endpoint}${path}?${text.join('&')}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
function formFields(bucket: string, key: string): Record<string, string> {
  const date = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const fields = {
    bucket,
    key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `test/${date}/us-east-1/s3/aws4_request`,
    'x-amz-date': `${date}T000000Z`,
  };
  const document = {
    expiration: new Date(stack.clock.now() + 60_000).toISOString(),
    conditions: Object.entries(fields).map(([name, value]) => ({ [name]: value })),
  };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  const hmac = (secret: string | Buffer, text: string): Buffer =>
    createHmac('sha256', secret).update(text).digest();
  const signing = [date, 'us-east-1', 's3', 'aws4_request', policy];
  const signature = Buffer.from(signing.reduce<string | Buffer>(hmac, 'AWS4test')).toString('hex');
  return { ...fields, policy, 'x-amz-signature': signature };
}

describe('browsers', () => {
  test('a presigned URL does what was signed, with no header added', async () => {
    const s3 = stack.client(S3);
    await s3.createBucket({ Bucket: 'presigned' });
    const url = await presign('/presigned/up');
    const put = (to: string, headers = {}): Promise<Response> =>
      fetch(to, { method: 'PUT', body: 'x', headers });
    expect((await put(url)).status).toBe(200);
    expect((await put(url.replace('/up?', '/other?'))).status).toBe(403);
    const sneaked = await put(url, { 'x-amz-acl': 'public-read' });
    expect([sneaked.status, await sneaked.text()]).toEqual([
      403,
      expect.stringContaining('There were headers present in the request which were not signed'),
    ]);
  });

  test('a form is as good as the signature under its policy', async () => {
    const url = `${stack.endpoint}/presigned`;
    const fields = formFields('presigned', 'form');
    const post = async (given: Record<string, string>): Promise<number> => {
      const form = new FormData();
      for (const [name, value] of Object.entries(given)) form.append(name, value);
      form.append('file', new Blob(['x']), 'x');
      return (await fetch(url, { method: 'POST', body: form })).status;
    };
    expect(await post(fields)).toBe(204);
    expect(await post({ ...fields, 'x-amz-signature': '0'.repeat(64) })).toBe(403);
    expect(await post({ key: 'form' })).toBe(403);
  });

  test('a website shows what everyone may read', async () => {
    const s3 = stack.client(S3);
    await s3.createBucket({ Bucket: 'site' });
    await s3.deletePublicAccessBlock({ Bucket: 'site' });
    await s3.putBucketWebsite({
      Bucket: 'site',
      WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } },
    });
    await s3.putObject({ Bucket: 'site', Key: 'index.html', Body: 'hello' });
    const url = `http://site.s3-website.localhost`;
    expect((await request(stack.port, url)).status).toBe(403);
    await s3.putBucketPolicy({
      Bucket: 'site',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::site/*',
        },
      }),
    });
    expect(await request(stack.port, url)).toMatchObject({ status: 200, body: 'hello' });
  });
});

describe('hostile requests', () => {
  const send = async (headers: Record<string, string>, sent: string): Promise<string> => {
    const answer = await fetch(stack.endpoint, { method: 'POST', headers, body: sent });
    return `${answer.status} ${/<Code>(\w+)/.exec(await answer.text())?.[1] ?? 'done'}`;
  };
  const signed = (
    given: string,
    more: Record<string, string> = {},
    nowEpochMs = Date.now(),
  ): Record<string, string> => {
    const headers = {
      host: new URL(stack.endpoint).host,
      'content-type': 'application/x-www-form-urlencoded',
      ...more,
    };
    const signature = signRequest({
      request: { method: 'POST', path: '/', query: '', headers },
      body: given,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      region: 'us-east-1',
      service: 'iam',
      nowEpochMs,
    });
    return { ...headers, ...signature };
  };
  const body = 'Action=ListUsers&Version=2010-05-08';

  test('what was signed is what is done', async () => {
    expect(await send(signed(body), body)).toBe('200 done');
    expect(await send(signed(body), body.replace('Users', 'Roles'))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await send({ ...signed(body), 'content-type': 'text/plain' }, body)).toMatch(/^40/);
    expect(await send({ 'content-type': 'application/x-www-form-urlencoded' }, body)).toBe(
      '403 MissingAuthenticationToken',
    );
  });

  test('neither an old signature nor one of tomorrow, nor a broken one', async () => {
    const at = (minutes: number): Promise<string> =>
      send(signed(body, {}, Date.now() + minutes * 60_000), body);
    expect([await at(-4), await at(4), await at(-6), await at(6)]).toEqual([
      '200 done',
      '200 done',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ]);
    const { authorization = '', ...rest } = signed(body);
    const broken = [
      authorization.replace(/Signature=.*/, 'Signature='),
      authorization.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      authorization.replace('Credential=test', 'Credential=nobody'),
      authorization.replace('SignedHeaders=', 'SignedHeaders=__proto__;'),
      `${authorization}, Credential=root/20260101/us-east-1/iam/aws4_request`,
      authorization.replace('SHA256', 'SHA1'),
    ];
    for (const each of broken)
      expect(await send({ ...rest, authorization: each }, body)).toMatch(/^40[03] /);
  });
});
