import { hash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createChecksum } from '../../../protocol/s3/checksum.ts';
import { s3Fault, startS3 } from '../fixture.ts';

const { s3, bucket, text } = await startS3();
const FIVE_MIB = 5 * 2 ** 20;
const first = Buffer.alloc(FIVE_MIB, 'first');
const second = Buffer.alloc(FIVE_MIB + 3, 'second');
const last = Buffer.from('last');

let Bucket: string;
beforeAll(async () => {
  Bucket = await bucket();
});

async function begin(Key: string, more: object = {}) {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key, ...more });
  const send = async (PartNumber: number, Body: Buffer) => {
    const answer = await s3.uploadPart({ Bucket, Key, UploadId, PartNumber, Body, ...more });
    const { ETag, ChecksumSHA256, ChecksumCRC32 } = answer;
    return {
      PartNumber,
      ETag: ETag!,
      ...(ChecksumSHA256 && { ChecksumSHA256 }),
      ...(ChecksumCRC32 && { ChecksumCRC32 }),
    };
  };
  const complete = (Parts: object[], extra: object = {}) =>
    s3.completeMultipartUpload({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...extra });
  return { UploadId, send, complete };
}

it('puts the parts together in their order, whatever the order they came in', async () => {
  const { send, complete } = await begin('whole', { ContentType: 'text/x', Metadata: { m: '1' } });
  const three = await send(30, last);
  const [one, two] = await Promise.all([send(1, first), send(7, second)]);
  const answer = await complete([one, two, three]);
  const digests = Buffer.concat([first, second, last].map((part) => hash('md5', part, 'buffer')));
  expect(answer.ETag).toBe(`"${hash('md5', digests, 'hex')}-3"`);
  const all = Buffer.concat([first, second, last]);
  expect((await text(Bucket, 'whole')) === all.toString()).toBe(true);
  const head = await s3.headObject({ Bucket, Key: 'whole', PartNumber: 2 });
  expect(head).toMatchObject({
    ContentLength: second.length,
    ContentRange: `bytes ${FIVE_MIB}-${FIVE_MIB * 2 + 2}/${all.length}`,
    PartsCount: 3,
    ContentType: 'text/x',
    Metadata: { m: '1' },
  });
  const across = await s3.getObject({
    Bucket,
    Key: 'whole',
    Range: `bytes=${FIVE_MIB - 2}-${FIVE_MIB + 2}`,
  });
  expect(await across.Body!.transformToString()).toBe(
    all.toString('latin1', FIVE_MIB - 2, FIVE_MIB + 3),
  );
  await expect(s3.getObject({ Bucket, Key: 'whole', PartNumber: 4 })).rejects.toMatchObject(
    s3Fault('InvalidPartNumber', 416),
  );
});

it('leaves out parts that are not named, and those that were replaced', async () => {
  const { send, complete } = await begin('chosen');
  await send(1, last);
  const one = await send(1, first);
  await send(2, second);
  const three = await send(3, last);
  await complete([one, three]);
  expect((await s3.headObject({ Bucket, Key: 'chosen' })).ContentLength).toBe(FIVE_MIB + 4);
  await expect(complete([three])).rejects.toMatchObject(s3Fault('NoSuchUpload', 404));
});

it('answers again whoever lost the answer', async () => {
  const { send, complete } = await begin('twice');
  const parts = [await send(1, first), await send(2, last)];
  const answer = await complete(parts);
  await s3.putObject({ Bucket, Key: 'twice', Body: 'newer' });
  expect(await complete(parts)).toEqual({ ...answer, $metadata: expect.anything() });
  expect(await text(Bucket, 'twice')).toBe('newer');
});

describe('refuses', () => {
  it('lists that are wrong', async () => {
    const { send, complete } = await begin('wrong');
    const one = await send(1, last);
    const two = await send(2, last);
    await expect(complete([])).rejects.toMatchObject(s3Fault('MalformedXML', 400));
    await expect(complete([two, one])).rejects.toMatchObject(s3Fault('InvalidPartOrder', 400));
    await expect(complete([one, one])).rejects.toMatchObject(s3Fault('InvalidPartOrder', 400));
    await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject(
      s3Fault('InvalidPart', 400, { PartNumber: '1' }),
    );
    await expect(complete([{ PartNumber: 9, ETag: one.ETag }])).rejects.toMatchObject(
      s3Fault('InvalidPart', 400),
    );
    await expect(complete([one, two])).rejects.toMatchObject(
      s3Fault('EntityTooSmall', 400, { ProposedSize: '4', MinSizeAllowed: String(FIVE_MIB) }),
    );
    await expect(complete([one], { MpuObjectSize: 5 })).rejects.toMatchObject(
      s3Fault('InvalidRequest', 400),
    );
    await expect(complete([one], { IfMatch: '"x"' })).rejects.toMatchObject(
      s3Fault('NoSuchKey', 404),
    );
    await complete([one], { IfNoneMatch: '*' });
  });
});

it('checks a checksum of checksums', async () => {
  const { send, complete } = await begin('composite', { ChecksumAlgorithm: 'SHA256' });
  const one = await send(1, first);
  const two = await send(2, last);
  await expect(complete([{ PartNumber: 1, ETag: one.ETag }])).rejects.toMatchObject(
    s3Fault('InvalidRequest', 400),
  );
  const sums = Buffer.concat([first, last].map((part) => hash('sha256', part, 'buffer')));
  const expected = hash('sha256', sums, 'base64');
  await expect(
    complete([one, two], { ChecksumSHA256: hash('sha256', 'lie', 'base64') }),
  ).rejects.toMatchObject(s3Fault('BadDigest', 400));
  expect(await complete([one, two], { ChecksumSHA256: expected })).toMatchObject({
    ChecksumSHA256: `${expected}-2`,
    ChecksumType: 'COMPOSITE',
  });
});

it('makes the checksum of the whole from those of its parts', async () => {
  const { send, complete } = await begin('full', {
    ChecksumAlgorithm: 'CRC32',
    ChecksumType: 'FULL_OBJECT',
  });
  const answer = await complete([await send(1, first), await send(2, last)]);
  const sum = createChecksum('CRC32');
  sum.update(Buffer.concat([first, last]));
  expect(answer).toMatchObject({
    ChecksumCRC32: sum.digest().toString('base64'),
    ChecksumType: 'FULL_OBJECT',
  });
});

it('copies what came in parts as one', async () => {
  const { send, complete } = await begin('parted');
  await complete([await send(1, first), await send(2, last)]);
  const { CopyObjectResult } = await s3.copyObject({
    Bucket,
    Key: 'copied',
    CopySource: `${Bucket}/parted`,
  });
  const all = Buffer.concat([first, last]);
  expect(CopyObjectResult?.ETag).toBe(`"${hash('md5', all, 'hex')}"`);
  expect((await text(Bucket, 'copied')) === all.toString()).toBe(true);
});
