/** Uploads objects of all kinds until it is killed, and prints each that was acknowledged. */
import { S3 } from '@aws-sdk/client-s3';
import { createStack } from '../../../src/stack/create-stack.ts';
import { BUCKET, contentOf, PART_BYTES, type Uploaded } from './workload.ts';

const [stateDir = '', round = '0'] = process.argv.slice(2);
const WORKERS = 100;
const MULTIPART_WORKERS = 10;
const COPY_WORKERS = 10;
/** In the store itself, in a file of one chunk, in a file of many. */
const SIZES = [100, 60_000, 700_000];

const stack = await createStack({ stateDir, port: 0 });
const s3 = stack.client(S3, { maxAttempts: 1 });
await s3.createBucket({ Bucket: BUCKET });

let count = 0;
async function put(): Promise<Uploaded> {
  const sizeBytes = SIZES[count % SIZES.length]!;
  // Every third key is written again and again.
  const name = count % 3 === 0 ? `again-${count % 5}` : `${round}-${count}`;
  const seed = `${round}-${count++}`;
  const key = `${name}/${seed}`;
  await s3.putObject({ Bucket: BUCKET, Key: key, Body: contentOf(seed, sizeBytes) });
  return { key, seed, sizeBytes };
}

async function overwrite(): Promise<Uploaded> {
  const seed = `${round}-${count++}`;
  const sizeBytes = 60_000 + count;
  const Metadata = { seed };
  const Body = contentOf(seed, sizeBytes);
  await s3.putObject({ Bucket: BUCKET, Key: 'overwritten', Body, Metadata });
  return { key: 'overwritten', seed, sizeBytes };
}

async function uploadInParts(): Promise<Uploaded> {
  const seed = `${round}-${count++}`;
  const sizeBytes = PART_BYTES + 1000;
  const key = `parts/${seed}`;
  const body = contentOf(seed, sizeBytes);
  const upload = { Bucket: BUCKET, Key: key };
  const { UploadId } = await s3.createMultipartUpload(upload);
  const Parts = await Promise.all(
    [body.subarray(0, PART_BYTES), body.subarray(PART_BYTES)].map(async (Body, at) => {
      const PartNumber = at + 1;
      const { ETag } = await s3.uploadPart({ ...upload, UploadId, PartNumber, Body });
      return { PartNumber, ETag: ETag! };
    }),
  );
  await s3.completeMultipartUpload({ ...upload, UploadId, MultipartUpload: { Parts } });
  return { key, seed, sizeBytes };
}

/** A copy shares its bytes with its source, which is then deleted. */
async function copy(): Promise<Uploaded> {
  const { key: from, ...uploaded } = await put();
  const key = `copies/${uploaded.seed}`;
  await s3.copyObject({ Bucket: BUCKET, Key: key, CopySource: `${BUCKET}/${from}` });
  await s3.deleteObject({ Bucket: BUCKET, Key: from });
  return { ...uploaded, key };
}

function kindOf(worker: number): () => Promise<Uploaded> {
  if (worker === 0) return overwrite;
  if (worker <= MULTIPART_WORKERS) return uploadInParts;
  return worker <= MULTIPART_WORKERS + COPY_WORKERS ? copy : put;
}

async function work(upload: () => Promise<Uploaded>): Promise<never> {
  for (;;) console.log(JSON.stringify(await upload()));
}

await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(kindOf(worker))));
