/**
 * One large object up in parts and down again, by lib-storage and by the transfer manager of aws CLI
 * v1 (boto3's): whole at the end, and Brume's memory stays below a bound all the while.
 * `node test/load/large-object.ts [gibibytes]`: 1 unless said otherwise; 5 for the long one.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { S3 } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { startBrume } from '../../bench/processes.ts';
import { createClock } from '../../src/platform/clock.ts';
import { awsCliV1 } from '../../tools/setup/aws-cli-v1.ts';
import { toLine } from '../../tools/tally.ts';

const GIBIBYTES = Number(process.argv[2] ?? 1);
const SIZE_BYTES = GIBIBYTES * 2 ** 30;
const BLOCK_BYTES = 2 ** 20;
/** All of Brume: the program, its heap, and what it has mapped of its store. Measured: 144. */
const MEMORY_MAX_MIB = 160;

const clock = createClock();
const folder = mkdtempSync(join(tmpdir(), 'brume-large-object-'));
const brume = await startBrume({}, '--quiet', '--state-dir', join(folder, 'state'));
const endpoint = `http://127.0.0.1:${brume.port}`;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
const results = { passed: 0, failed: 0, skipped: 0 };
let peakMib = 0;

/** Blocks that differ, so that parts put together in a wrong order are found out. */
function* blocks(): Generator<Buffer> {
  for (let at = 0; at < SIZE_BYTES / BLOCK_BYTES; at++) {
    const block = Buffer.alloc(BLOCK_BYTES, `block ${at} `);
    yield block;
  }
}

async function hashOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}

function readMemory(): void {
  const status = readFileSync(`/proc/${brume.child.pid}/status`, 'utf8');
  peakMib = Math.max(peakMib, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  clock.realTimeout(50, readMemory);
}

function report(what: string, passed: boolean, detail: string): void {
  results[passed ? 'passed' : 'failed']++;
  console.log(`${passed ? 'ok   ' : 'FAIL '} ${what}: ${detail}`);
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`      ${what}: ${Math.round(SIZE_BYTES / 2 ** 20 / seconds)} MiB/s`);
}

async function byLibStorage(): Promise<void> {
  const place = { Bucket: 'large', Key: 'by-lib-storage' };
  await timed('lib-storage up', async () => {
    const Body = Readable.from(blocks(), { objectMode: false });
    await new Upload({ client: s3, params: { ...place, Body }, partSize: 16 * 2 ** 20 }).done();
  });
  let hash = '';
  await timed('GetObject down', async () => {
    const { Body } = await s3.getObject(place);
    hash = await hashOf(Body as Readable);
  });
  report('lib-storage', hash === expected, 'the object is what was uploaded');
}

async function byTransferManager(): Promise<void> {
  if (!(await awsCliV1.find())) await awsCliV1.install();
  const program = (await awsCliV1.find())?.path;
  if (program === undefined) {
    results.skipped++;
    return console.log(`SKIP  aws CLI v1: ${awsCliV1.advice}`);
  }
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: endpoint,
  };
  const copy = async (from: string, to: string): Promise<void> => {
    await promisify(execFile)(program, ['s3', 'cp', '--quiet', from, to], { env });
  };
  const [up, down] = [join(folder, 'up'), join(folder, 'down')];
  await pipeline(Readable.from(blocks(), { objectMode: false }), createWriteStream(up));
  await timed('aws s3 cp up', () => copy(up, 's3://large/by-cli'));
  await timed('aws s3 cp down', () => copy('s3://large/by-cli', down));
  report('aws s3 cp', (await hashOf(createReadStream(down))) === expected, 'the file came back');
}

let expected = '';
try {
  expected = await hashOf(blocks());
  await s3.createBucket({ Bucket: 'large' });
  readMemory();
  await byLibStorage();
  await byTransferManager();
  report(
    'memory',
    peakMib < MEMORY_MAX_MIB,
    `at most ${peakMib.toFixed(0)} MiB (bound ${MEMORY_MAX_MIB})`,
  );
} finally {
  await brume.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(toLine(results));
process.exit(results.failed === 0 ? 0 : 1);
