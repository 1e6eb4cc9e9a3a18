import { expect, it } from 'vitest';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, raw, stack, text } = await startS3();

it('says what is missing', async () => {
  const Bucket = await bucket({ versioned: true });
  await expect(s3.getObject({ Bucket, Key: 'absent' })).rejects.toMatchObject(
    s3Fault('NoSuchKey', 404, { Key: 'absent' }),
  );
  await expect(s3.getObject({ Bucket, Key: 'k', VersionId: 'junk' })).rejects.toMatchObject(
    s3Fault('InvalidArgument', 400),
  );
  await expect(s3.getObject({ Bucket, Key: 'k', VersionId: 'x'.repeat(32) })).rejects.toMatchObject(
    s3Fault('NoSuchVersion', 404, { VersionId: 'x'.repeat(32) }),
  );
  const plain = await raw(`/${Bucket}/absent`);
  expect(await plain.text()).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?><Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist\.<\/Message><Key>absent<\/Key><RequestId>[^<]+<\/RequestId><HostId>[^<]+<\/HostId><\/Error>$/,
  );
});

it('gives back what was put, headers and metadata', async () => {
  const Bucket = await bucket();
  const headers = {
    CacheControl: 'max-age=1',
    ContentDisposition: 'attachment; filename="a.txt"',
    ContentEncoding: 'identity',
    ContentLanguage: 'de',
    ContentType: 'text/plain; charset=utf-8',
    Metadata: { one: '1', 'two-words': 'a b' },
    WebsiteRedirectLocation: '/elsewhere',
  };
  await s3.putObject({ Bucket, Key: 'k', Body: 'text', Tagging: 'a=1&b=2', ...headers });
  const { Body, ...answer } = await s3.getObject({ Bucket, Key: 'k' });
  expect(answer).toMatchObject({
    ...headers,
    TagCount: 2,
    ContentLength: 4,
    AcceptRanges: 'bytes',
  });
  expect(await Body!.transformToString()).toBe('text');
  expect(
    await s3.getObject({
      Bucket,
      Key: 'k',
      ResponseContentType: 'image/png',
      ResponseCacheControl: 'no-store',
    }),
  ).toMatchObject({ ContentType: 'image/png', CacheControl: 'no-store', ContentLanguage: 'de' });
});

it.each([
  ['bytes=2-4', '234', 'bytes 2-4/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ['bytes=8-99', '89', 'bytes 8-9/10'],
  ['bytes=4-2', '0123456789', undefined],
  ['bytes=1-2,4-5', '0123456789', undefined],
  ['lines=1-2', '0123456789', undefined],
])('answers the range %s', async (Range, expected, ContentRange) => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: '0123456789' });
  const { Body, ...answer } = await s3.getObject({ Bucket, Key: 'k', Range });
  expect(await Body!.transformToString()).toBe(expected);
  expect(answer.ContentRange).toBe(ContentRange);
  expect(answer.$metadata.httpStatusCode).toBe(ContentRange === undefined ? 200 : 206);
});

it('refuses a range beyond the end', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: '0123456789' });
  await s3.putObject({ Bucket, Key: 'empty', Body: '' });
  await expect(s3.getObject({ Bucket, Key: 'k', Range: 'bytes=10-' })).rejects.toMatchObject(
    s3Fault('InvalidRange', 416, { ActualObjectSize: '10', RangeRequested: 'bytes=10-' }),
  );
  await expect(s3.getObject({ Bucket, Key: 'empty', Range: 'bytes=0-' })).rejects.toMatchObject(
    s3Fault('InvalidRange', 416),
  );
  expect(await text(Bucket, 'empty')).toBe('');
});

it('reads conditionally', async () => {
  const Bucket = await bucket();
  const { ETag } = await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
  const past = new Date(stack.clock.now() - 3_600_000);
  const future = new Date(stack.clock.now() + 3_600_000);
  const get = (more: object) => s3.getObject({ Bucket, Key: 'k', ...more });
  const notModified = { $metadata: { httpStatusCode: 304 } };
  await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject(notModified);
  await expect(get({ IfModifiedSince: future })).rejects.toMatchObject(notModified);
  await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412, { Condition: 'If-Match' }),
  );
  await expect(get({ IfUnmodifiedSince: past })).rejects.toMatchObject(
    s3Fault('PreconditionFailed', 412, { Condition: 'If-Unmodified-Since' }),
  );
  // The stronger of two decides.
  await get({ IfMatch: ETag, IfUnmodifiedSince: past });
  await get({ IfNoneMatch: '"other"', IfModifiedSince: future });
  const bare = await raw(`/${Bucket}/k`, { headers: { 'if-none-match': ETag! } });
  expect([bare.status, bare.headers.get('etag'), await bare.text()]).toEqual([304, ETag, '']);
});

it('goes on reading what is deleted or replaced meanwhile', async () => {
  const Bucket = await bucket();
  const size = 4 * 2 ** 20;
  await s3.putObject({ Bucket, Key: 'k', Body: Buffer.alloc(size, 'old') });
  const { Body } = await s3.getObject({ Bucket, Key: 'k' });
  await s3.putObject({ Bucket, Key: 'k', Body: Buffer.alloc(size, 'new') });
  await s3.deleteObject({ Bucket, Key: 'k' });
  expect((await Body!.transformToString()) === Buffer.alloc(size, 'old').toString()).toBe(true);
});

it('shows every reader a whole object, old or new, while it is replaced', async () => {
  const Bucket = await bucket();
  const bodies = [Buffer.alloc(500, 'small'), Buffer.alloc(90_000, 'large')];
  const put = (n: number) => s3.putObject({ Bucket, Key: 'k', Body: bodies[n % 2]! });
  await put(0);
  const writing = Promise.all(Array.from({ length: 30 }, (_, n) => put(n)));
  const reading = Array.from({ length: 60 }, async () => {
    const seen = await text(Bucket, 'k');
    expect(bodies.some((body) => body.toString() === seen)).toBe(true);
  });
  await Promise.all([writing, ...reading]);
});

it('encrypts with the key of a customer, and opens with no other', async () => {
  const Bucket = await bucket();
  const key = (fill: string) => ({
    SSECustomerAlgorithm: 'AES256',
    SSECustomerKey: Buffer.alloc(32, fill).toString('base64'),
  });
  const Body = Buffer.alloc(100_000, '0123456789abcdefg');
  await s3.putObject({ Bucket, Key: 'secret', Body, ...key('a') });
  const part = await s3.getObject({ Bucket, Key: 'secret', Range: 'bytes=33-70000', ...key('a') });
  expect((await part.Body!.transformToString()) === Body.toString('latin1', 33, 70_001)).toBe(true);
  expect(part.SSECustomerAlgorithm).toBe('AES256');
  await expect(s3.getObject({ Bucket, Key: 'secret' })).rejects.toMatchObject(
    s3Fault('InvalidRequest', 400),
  );
  await expect(s3.getObject({ Bucket, Key: 'secret', ...key('b') })).rejects.toMatchObject(
    s3Fault('AccessDenied', 403),
  );
  await s3.putObject({ Bucket, Key: 'open', Body: 'x' });
  await expect(s3.getObject({ Bucket, Key: 'open', ...key('a') })).rejects.toMatchObject(
    s3Fault('InvalidRequest', 400),
  );
});

it('keeps archived objects closed until they are restored', async () => {
  const Bucket = await bucket();
  await s3.putObject({ Bucket, Key: 'k', Body: 'cold', StorageClass: 'GLACIER' });
  await expect(s3.getObject({ Bucket, Key: 'k' })).rejects.toMatchObject(
    s3Fault('InvalidObjectState', 403, { StorageClass: 'GLACIER' }),
  );
});
