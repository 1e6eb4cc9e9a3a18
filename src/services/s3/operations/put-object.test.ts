import { hash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createChecksum } from '../../../protocol/s3/checksum.ts';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text, raw, stack } = await startS3();

describe('refuses', () => {
  it('a bucket that is not there, a key that is too long, too much metadata', async () => {
    await expect(
      s3.putObject({ Bucket: 'absent-bucket', Key: 'k', Body: 'x' }),
    ).rejects.toMatchObject(s3Fault('NoSuchBucket', 404, { BucketName: 'absent-bucket' }));
    const Bucket = await bucket();
    await expect(s3.putObject({ Bucket, Key: 'é'.repeat(513), Body: 'x' })).rejects.toMatchObject(
      s3Fault('KeyTooLongError', 400, { Size: '1026', MaxSizeAllowed: '1024' }),
    );
    await expect(
      s3.putObject({ Bucket, Key: 'k', Body: 'x', Metadata: { m: 'x'.repeat(2048) } }),
    ).rejects.toMatchObject(s3Fault('MetadataTooLarge', 400, { Size: '2049' }));
  });

  it('digests that lie, and leaves no object', async () => {
    const Bucket = await bucket();
    const put = (more: object) => s3.putObject({ Bucket, Key: 'lie', Body: 'truth', ...more });
    await expect(put({ ContentMD5: hash('md5', 'lie', 'base64') })).rejects.toMatchObject(
      s3Fault('BadDigest', 400),
    );
    await expect(put({ ContentMD5: 'short' })).rejects.toMatchObject(s3Fault('InvalidDigest', 400));
    await expect(put({ ChecksumSHA256: hash('sha256', 'lie', 'base64') })).rejects.toMatchObject(
      s3Fault('BadDigest', 400),
    );
    await expect(put({ ChecksumCRC32: 'AAAA' })).rejects.toMatchObject(
      s3Fault('InvalidRequest', 400),
    );
    const signed = await raw(`/${Bucket}/lie`, {
      method: 'PUT',
      headers: { 'x-amz-content-sha256': hash('sha256', 'lie', 'hex') },
      body: 'truth',
    });
    expect([signed.status, await signed.text()]).toEqual([
      400,
      expect.stringContaining('<Code>XAmzContentSHA256Mismatch</Code>'),
    ]);
    expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
  });

  it('what it cannot keep: classes, tags, ACLs, locks', async () => {
    const Bucket = await bucket();
    const put = (more: object) => s3.putObject({ Bucket, Key: 'k', Body: 'x', ...more });
    await expect(put({ StorageClass: 'COLD' })).rejects.toMatchObject(
      s3Fault('InvalidStorageClass', 400),
    );
    await expect(put({ Tagging: 'a=1&a=2' })).rejects.toMatchObject(s3Fault('InvalidTag', 400));
    await expect(put({ ACL: 'public-read' })).rejects.toMatchObject(
      s3Fault('AccessControlListNotSupported', 400),
    );
    await expect(put({ ObjectLockLegalHoldStatus: 'ON' })).rejects.toMatchObject(
      s3Fault('InvalidRequest', 400, { message: 'Bucket is missing Object Lock Configuration' }),
    );
    await expect(put({ IfNoneMatch: '"x"' })).rejects.toMatchObject(s3Fault('NotImplemented', 501));
  });
});

it('answers tag, checksum and encryption', async () => {
  const Bucket = await bucket();
  expect(await s3.putObject({ Bucket, Key: 'hello', Body: 'hello' })).toMatchObject({
    ETag: '"5d41402abc4b2a76b9719d911017c592"',
    ChecksumCRC32: 'NhCmhg==',
    ChecksumType: 'FULL_OBJECT',
    ServerSideEncryption: 'AES256',
  });
});

it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
  'checks %s behind the body, signed or not',
  async (ChecksumAlgorithm) => {
    const Bucket = await bucket();
    const Body = Buffer.alloc(200_000, 'abc');
    const sum = createChecksum(ChecksumAlgorithm);
    sum.update(Body);
    const ChecksumKey = `Checksum${ChecksumAlgorithm}`;
    const value = sum.digest().toString('base64');
    const answer = await s3.putObject({ Bucket, Key: 'k', Body, ChecksumAlgorithm });
    expect(answer).toMatchObject({ [ChecksumKey]: value });
    const head = await s3.headObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' });
    expect(head).toMatchObject({ [ChecksumKey]: value, ContentLength: Body.length });
  },
);

it('reads aws-chunked bodies and keeps them out of the content encoding', async () => {
  const Bucket = await bucket();
  const chunk = (body: string): string =>
    `${body.length.toString(16)};chunk-signature=${'0'.repeat(64)}\r\n${body}\r\n`;
  const answer = await raw(`/${Bucket}/chunked`, {
    method: 'PUT',
    headers: {
      'content-encoding': 'aws-chunked,gzip',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '11',
    },
    body: `${chunk('hello ')}${chunk('world')}${chunk('')}`,
  });
  expect(answer.status).toBe(200);
  const head = await s3.headObject({ Bucket, Key: 'chunked' });
  expect(head).toMatchObject({ ContentLength: 11, ContentEncoding: 'gzip' });
  const short = await raw(`/${Bucket}/short`, {
    method: 'PUT',
    headers: {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '12',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    },
    body: 'b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n',
  });
  expect(await short.text()).toContain('<Code>IncompleteBody</Code>');
});

it('streams what has no length of its own in memory, and refuses what has none at all', async () => {
  const Bucket = await bucket();
  const endless = await raw(`/${Bucket}/endless`, {
    method: 'PUT',
    body: new Blob(['x']).stream(),
    duplex: 'half',
  });
  expect([endless.status, await endless.text()]).toEqual([
    411,
    expect.stringContaining('<Code>MissingContentLength</Code>'),
  ]);
  const Body = Buffer.alloc(8 * 2 ** 20, 'stream');
  await s3.putObject({ Bucket, Key: 'large', Body });
  expect((await text(Bucket, 'large')).length).toBe(Body.length);
});

it('writes only when its conditions hold', async () => {
  const Bucket = await bucket();
  const put = (Body: string, more: object) => s3.putObject({ Bucket, Key: 'k', Body, ...more });
  await expect(put('0', { IfMatch: '*' })).rejects.toMatchObject(s3Fault('NoSuchKey', 404));
  const { ETag } = await put('1', { IfNoneMatch: '*' });
  await expect(put('2', { IfNoneMatch: '*' })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412, { Condition: 'If-None-Match' }),
  );
  await put('3', { IfMatch: ETag });
  await expect(put('4', { IfMatch: ETag })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412, { Condition: 'If-Match' }),
  );
  expect(await text(Bucket, 'k')).toBe('3');
});

it('lets one of many writers win, whole', async () => {
  const Bucket = await bucket();
  const writers = Array.from({ length: 20 }, (_, n) =>
    s3
      .putObject({ Bucket, Key: 'race', Body: `${n}`.repeat(50_000), IfNoneMatch: '*' })
      .then(() => 1)
      .catch(() => 0),
  );
  const wins: number[] = await Promise.all(writers);
  expect(wins.reduce((sum, won) => sum + won, 0)).toBe(1);
  expect(new Set(await text(Bucket, 'race')).size).toBeLessThanOrEqual(2);
});

it.each([
  '../../etc/passwd',
  'a//b/./c/..',
  '/leading',
  'ends/',
  'space +plus%25&=?#',
  'ünï/コ/𝒳',
  'quote"\'<>&',
  'x'.repeat(1024),
])('keeps the key %j as it is', async (Key) => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key, Body: Key });
  expect(await text(Bucket, Key)).toBe(Key);
  const { Contents } = await s3.listObjectsV2({ Bucket });
  expect(Contents?.map((each) => each.Key)).toEqual([Key]);
  await s3.deleteObject({ Bucket, Key });
  expect((await s3.listObjectsV2({ Bucket })).KeyCount).toBe(0);
});

it('is refused before the body is sent by a client that waits for 100 Continue', async () => {
  const Bucket = await bucket();
  const ask = (path: string): Promise<{ status: number | undefined; wasTold: boolean }> =>
    new Promise((resolve, reject) => {
      let wasTold = false;
      const request = httpRequest(`${stack.endpoint}${path}`, {
        method: 'PUT',
        headers: { expect: '100-continue', 'content-length': 4 },
      });
      request.on('continue', () => {
        wasTold = true;
        request.end('body');
      });
      request.on('response', (response) => {
        response.resume();
        resolve({ status: response.statusCode, wasTold });
        request.destroy();
      });
      request.on('error', reject);
      request.flushHeaders();
    });
  expect(await ask(`/${Bucket}/waited`)).toEqual({ status: 200, wasTold: true });
  expect(await text(Bucket, 'waited')).toBe('body');
  expect(await ask('/absent-bucket/waited')).toEqual({ status: 404, wasTold: false });
});
