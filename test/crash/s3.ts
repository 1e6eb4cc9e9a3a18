/**
 * Kills a Brume with SIGKILL in the middle of a hundred uploads at once, again and again, and checks that every
 * acknowledged object is whole (plain, in parts, copied), that no other is there in half, and that no file is left that nothing
 * refers to. `node test/crash/s3.ts [kills]`; exits with 1 on any loss.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';
import { openEngine } from '../../src/engine/open.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createIds } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { blobs } from '../../src/services/s3/store.ts';
import { createStore } from '../../src/services/store.ts';
import { createStack } from '../../src/stack/create-stack.ts';
import { toLine } from '../../tools/tally.ts';
import { BUCKET, contentOf, type Uploaded } from './s3/workload.ts';

const KILLS = Number(process.argv[2] ?? 5);
const SWEEP_PAUSE_MS = 1000;
const stateDir = mkdtempSync(join(tmpdir(), 'brume-crash-s3-'));
const acknowledged = new Map<string, Uploaded>();
const problems: string[] = [];
let checked = 0;

async function runAndKill(round: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 's3/uploader.ts'), stateDir, String(round)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  const last = randomInt(20, 120);
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may have been cut off by the kill.
    if (!line.endsWith('}')) continue;
    const uploaded = JSON.parse(line) as Uploaded;
    acknowledged.set(uploaded.key, uploaded);
    if (++count === last) child.kill('SIGKILL');
  }
  await ended;
}

/** Resolves when the stack has removed the files that the kill left: nothing goes any more. */
async function swept(): Promise<void> {
  const clock = createClock();
  const count = (): number => readdirSync(join(stateDir, 'engine/blobs')).length;
  for (let before = -1, now = count(); before !== now; now = count()) {
    before = now;
    await new Promise<void>((resolve) => clock.realTimeout(SWEEP_PAUSE_MS, resolve));
  }
  clock.close();
}

/** Every object that can be seen is one that a writer meant, whole. */
async function check(): Promise<void> {
  await using stack = await createStack({ stateDir });
  const s3 = stack.client(S3);
  const seen = new Set<string>();
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.listObjectsV2({
      Bucket: BUCKET,
      ...(ContinuationToken && { ContinuationToken }),
    });
    for (const { Key = '' } of page.Contents ?? []) {
      seen.add(Key);
      await checkObject(s3, Key);
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  await swept();
  for (const key of acknowledged.keys()) if (!seen.has(key)) problems.push(`${key} is lost`);
  s3.destroy();
}

async function checkObject(s3: S3, Key: string): Promise<void> {
  checked++;
  const answer = await s3.getObject({ Bucket: BUCKET, Key });
  const body = await buffer(answer.Body as Readable);
  const seed = answer.Metadata?.['seed'] ?? Key.split('/').at(-1)!;
  if (!body.equals(contentOf(seed, body.length))) problems.push(`${Key} is not what was written`);
  const known = acknowledged.get(Key);
  const isOverwritten = answer.Metadata?.['seed'] !== undefined;
  if (known && !isOverwritten && known.sizeBytes !== body.length)
    problems.push(`${Key} has ${body.length} of ${known.sizeBytes} bytes`);
}

/** Files and rows are the same set once a stack has started and stopped. */
async function checkFiles(): Promise<void> {
  const clock = createClock();
  const log = createLogger({ sink: () => {}, now: clock.now });
  const engine = await openEngine({ stateDir, clock, ids: createIds(), log });
  const store = createStore(engine, '', '');
  const rows = new Set((await store.scan(blobs)).map(({ key }) => String(key[0])));
  const files: string[] = [];
  for await (const id of engine.blobs.listNamed()) files.push(id);
  for (const id of files) if (!rows.has(id)) problems.push(`file ${id} belongs to nothing`);
  for (const id of rows) if (!files.includes(id)) problems.push(`file ${id} is missing`);
  await engine.close();
  clock.close();
}

for (let round = 0; round < KILLS; round++) {
  await runAndKill(round);
  await check();
  await checkFiles();
}
rmSync(stateDir, { recursive: true, force: true });
for (const problem of problems.slice(0, 20)) console.log(`FAIL  ${problem}`);
console.log(
  `${KILLS} kills: ${acknowledged.size} objects acknowledged, ${checked} read, ${problems.length} lost or half`,
);
console.log(
  toLine({ passed: problems.length === 0 ? KILLS : 0, failed: problems.length, skipped: 0 }),
);
process.exitCode = problems.length === 0 ? 0 : 1;
