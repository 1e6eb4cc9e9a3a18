/** What nobody should send, and what comes back. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { startS3 } from './fixture.ts';

const { s3, bucket, raw, stack } = await startS3();

async function fault(answer: Response): Promise<[number, string | undefined]> {
  return [answer.status, /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1]];
}

it.each(['%ff', '%zz', '%', '%c3%28'])("answers the key %s in S3's words", async (key) => {
  const Bucket = await bucket();
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect(await fault(await raw(`/${Bucket}/${key}`, { method }))).toEqual([400, 'InvalidURI']);
});

it('lists keys of control characters so that a client can read them', async () => {
  const Bucket = await bucket();
  const Key = 'a\u0001\u001f\n\t<é>';
  await s3.putObject({ Bucket, Key, Body: 'x' });
  const listed = await (await raw(`/${Bucket}?list-type=2&encoding-type=url`)).text();
  expect(listed).toContain('<Key>a%01%1F%0A%09%3C%C3%A9%3E</Key>');
  const plain = await (await raw(`/${Bucket}?list-type=2`)).text();
  expect(plain).toContain('<Key>a&#x1;&#x1F;&#xA;\t&lt;é&gt;</Key>');
});

it('says which argument it cannot read', async () => {
  const Bucket = await bucket();
  expect(await fault(await raw(`/${Bucket}?list-type=2&max-keys=many`))).toEqual([
    400,
    'InvalidArgument',
  ]);
});

it.each([
  ['not XML', 'hello'],
  ['cut off', '<Tagging><TagSet>'],
  ['an entity', '<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/passwd">]><Tagging>&e;</Tagging>'],
  [
    'a bomb of entities',
    `<!DOCTYPE t [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]><Tagging>&a30;</Tagging>`,
  ],
  ['an entity of nobody', '<Tagging><TagSet>&nothing;</TagSet></Tagging>'],
  ['a character that is none', '<Tagging><TagSet>&#x110000;</TagSet></Tagging>'],
  ['deep', '<a>'.repeat(5000)],
  ['a number that is none', '<Tagging><TagSet>1</TagSet></Tagging><x/>'],
])('refuses XML that is %s', async (_what, body) => {
  const Bucket = await bucket();
  const answer = await raw(`/${Bucket}?tagging`, { method: 'PUT', body });
  expect(await fault(answer)).toEqual([400, 'MalformedXML']);
});

it('keeps nothing of an upload that breaks off', async () => {
  const Bucket = await bucket();
  const socket = connect(stack.port, '127.0.0.1');
  socket.write(
    `PUT /${Bucket}/broken HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(200_000)}`,
  );
  socket.end();
  await text(socket).catch(() => '');
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
});

it('does not take a header for another', async () => {
  const Bucket = await bucket();
  const put = (headers: Record<string, string>) =>
    raw(`/${Bucket}/k`, { method: 'PUT', body: 'x', headers });
  expect(await fault(await put({ 'x-amz-copy-source': '/' }))).toEqual([400, 'InvalidArgument']);
  expect(await fault(await put({ 'x-amz-checksum-sha256': 'AAAA' }))).toEqual([
    400,
    'InvalidRequest',
  ]);
  expect(
    await fault(await put({ 'x-amz-checksum-sha1': 'a', 'x-amz-checksum-crc32': 'b' })),
  ).toEqual([400, 'InvalidRequest']);
  expect(await fault(await put({ 'x-amz-server-side-encryption': 'rot13' }))).toEqual([
    400,
    'InvalidArgument',
  ]);
  const injected = await put({ 'x-amz-meta-a': 'x', 'content-type': 'text/html' });
  expect(injected.status).toBe(200);
});

it.each([
  'a\0b',
  '\0',
  '..',
  '../..',
  'a/../../b',
  '\u{10ffff}\ufffe',
  '🌫️'.repeat(146),
  '%2e%2e%2f',
])('keeps the key %j apart from every other', async (Key) => {
  const Bucket = await bucket();
  const path = `/${Bucket}/${encodeURIComponent(Key).replaceAll('.', '%2E')}`;
  const signed = (method: string) => s3Request(method, path, method === 'PUT' ? Key : undefined);
  expect((await signed('PUT')).status).toBe(200);
  expect((await signed('GET')).body).toBe(Key);
  const listed = await (await raw(`/${Bucket}?list-type=2&encoding-type=url`)).text();
  const name = /<Key>(.*)<\/Key>/.exec(listed)?.[1] ?? '';
  expect(decodeURIComponent(name.replaceAll('+', ' '))).toBe(Key);
});

/** As fetch, which would make `..` of `%2E%2E` and resolve it. */
function s3Request(
  method: string,
  path: string,
  body?: string,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: stack.port, method, path }, (answer) => {
      text(answer).then((read) => resolve({ status: answer.statusCode, body: read }), reject);
    });
    sent.on('error', reject).end(body);
  });
}

it('refuses a list of more parts than an upload can have', async () => {
  const Bucket = await bucket();
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'k' });
  const parts = Array.from(
    { length: 10_001 },
    (_, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>"x"</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  const answer = await raw(`/${Bucket}/k?uploadId=${UploadId}`, { method: 'POST', body });
  expect(await fault(answer)).toEqual([400, 'MalformedXML']);
});

it('believes neither a length nor a digest that lies', async () => {
  const Bucket = await bucket();
  const put = (headers: Record<string, string>) =>
    raw(`/${Bucket}/k`, { method: 'PUT', body: 'hello', headers });
  expect(await fault(await put({ 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' }))).toEqual([
    400,
    'BadDigest',
  ]);
  expect(await fault(await put({ 'content-md5': 'short' }))).toEqual([400, 'InvalidDigest']);
  expect(await fault(await put({ 'x-amz-content-sha256': '0'.repeat(64) }))).toEqual([
    400,
    'XAmzContentSHA256Mismatch',
  ]);
  const chunked = (decoded: string) =>
    raw(`/${Bucket}/k`, {
      method: 'PUT',
      body: '5\r\nhello\r\n0\r\n\r\n',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': decoded,
      },
    });
  for (const decoded of ['4', '6']) {
    const [status] = await fault(await chunked(decoded));
    expect(status).toBe(400);
  }
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
});
