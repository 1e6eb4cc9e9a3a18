/**
 * Kills a writer with SIGKILL again and again and checks that every acknowledged effect is there and
 * that no transaction is there in half. `node test/crash/engine.ts [kills]`; exits with 1 on any loss.
 */
import { spawn } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Engine } from '../../src/engine/interface.ts';
import { decodeKey, encodeKey, prefixEnd } from '../../src/engine/key.ts';
import { openEngine } from '../../src/engine/open.ts';
import { createClock, type Timer } from '../../src/platform/clock.ts';
import { createIds } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { toLine } from '../../tools/tally.ts';
import { QUEUE, type Report, rowOf, ROWS_EACH, ROWS_LARGE, valueOf } from './engine/workload.ts';

const KILLS = Number(process.argv[2] ?? 25);
/** Every fifth writer dies while it is still opening its state. */
const EARLY = 5;
/** However slow the machine, a round ends. */
const LONGEST_ROUND_MS = 2000;
const DAY_MS = 86_400_000;

const stateDir = mkdtempSync(join(tmpdir(), 'brume-crash-'));
const clock = createClock();
const problems: string[] = [];
const counts = { rows: 0, large: 0, blobs: 0, sent: 0, acked: 0 };
const sent = new Set<string>();
const acking = new Set<string>();
const acked = new Set<string>();
const blobs = new Set<string>();

/** Runs a writer for a while, kills it, and gives back what it had acknowledged. */
async function runAndKill(round: number): Promise<Report[]> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'engine/writer.ts'), stateDir, String(round)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => child.on('close', resolve));
  const kills: Timer[] = [];
  const killAfterMs = (ms: number): void => {
    kills.push(clock.realTimeout(ms, () => child.kill('SIGKILL')));
  };
  const isEarly = round % EARLY === EARLY - 1;
  killAfterMs(isEarly ? randomInt(60, 300) : LONGEST_ROUND_MS);
  const reports: Report[] = [];
  const lastReport = randomInt(50, 1500);
  for await (const line of createInterface({ input: child.stdout })) {
    const report = parse(line);
    if (report && reports.push(report) === lastReport) killAfterMs(randomInt(0, 20));
  }
  await ended;
  for (const each of kills) each.cancel();
  if (child.signalCode !== 'SIGKILL')
    problems.push(`round ${round}: the writer ended by itself (${child.exitCode})`);
  return reports;
}

/** @returns undefined for a line cut off by the kill */
function parse(line: string): Report | undefined {
  try {
    return JSON.parse(line) as Report;
  } catch {
    return undefined;
  }
}

async function check(engine: Engine, round: number, reports: readonly Report[]): Promise<void> {
  for (const report of reports) {
    if (report.did === 'rows') {
      counts.rows++;
      const refs = Array.from({ length: ROWS_EACH }, (_, row) =>
        rowOf('small', round, report.writer, report.n, row),
      );
      const values = await engine.kv.getMany(refs);
      for (const [row, value] of values.entries())
        if (!value || !valueOf(round, report.writer, report.n, row).equals(value))
          problems.push(`lost: row ${round}/${report.writer}/${report.n}/${row}`);
    } else if (report.did === 'large') {
      counts.large++;
      if (!(await engine.kv.get(rowOf('large', round, report.n, 0))))
        problems.push(`lost: large ${round}/${report.n}`);
    } else if (report.did === 'blob') blobs.add(report.id);
    else if (report.did === 'send') sent.add(report.id);
    else if (report.did === 'acking') acking.add(report.id);
    else if (report.did === 'ack') acked.add(report.id);
  }
  await checkWhole(engine, 'small', round, ROWS_EACH);
  await checkWhole(engine, 'large', round, ROWS_LARGE);
  await checkAccounts(engine);
}

/** Whatever rows there are, acknowledged or not: a transaction's are all there, or none. */
async function checkWhole(
  engine: Engine,
  kind: string,
  round: number,
  rowsEach: number,
): Promise<void> {
  const gte = encodeKey([kind, round]);
  const rows = await engine.kv.scan({ part: 'crash/rows', gte, lt: prefixEnd(gte) });
  const transactions = Map.groupBy(rows, (row) => decodeKey(row.key).slice(0, -1).join('/'));
  for (const [name, found] of transactions)
    if (found.length !== rowsEach)
      problems.push(`half: ${name} has ${found.length} of ${rowsEach} rows`);
}

async function checkAccounts(engine: Engine): Promise<void> {
  const rows = await engine.kv.scan({ part: 'crash/accounts' });
  const sum = rows.reduce((total, row) => total + Number(Buffer.from(row.value).toString()), 0);
  if (sum !== 0) problems.push(`half: the accounts sum to ${sum}`);
}

async function checkBlobs(engine: Engine): Promise<void> {
  counts.blobs = blobs.size;
  for (const id of blobs) {
    const hash = createHash('sha256');
    try {
      for await (const chunk of engine.blobs.read(id)) hash.update(chunk);
      if (hash.digest('hex') !== id) problems.push(`half: blob ${id}`);
    } catch {
      problems.push(`lost: blob ${id}`);
    }
  }
}

/** A message is there until someone began to acknowledge it, and gone for good once that was confirmed. */
async function checkQueue(engine: Engine): Promise<void> {
  counts.sent = sent.size;
  counts.acked = acked.size;
  await clock.advance(DAY_MS);
  const left = new Set<string>();
  for (;;) {
    const leased = await engine.queue.receive(QUEUE, { max: 1000, leaseMs: DAY_MS });
    if (leased.length === 0) break;
    for (const { id, body } of leased) {
      if (left.has(id)) problems.push(`twice: message ${id}`);
      if (Buffer.from(body).toString() !== id) problems.push(`half: message ${id}`);
      left.add(id);
    }
  }
  for (const id of sent) if (!left.has(id) && !acking.has(id)) problems.push(`lost: message ${id}`);
  for (const id of acked) if (left.has(id)) problems.push(`back again: message ${id}`);
}

const open = (): Promise<Engine> =>
  openEngine({
    stateDir,
    clock,
    ids: createIds(),
    log: createLogger({ sink: console.error, now: clock.now }),
  });

for (let round = 0; round < KILLS; round++) {
  const reports = await runAndKill(round);
  const engine = await open();
  await check(engine, round, reports);
  if (round === KILLS - 1) {
    await checkBlobs(engine);
    await checkQueue(engine);
  }
  await engine.close();
}
clock.close();
rmSync(stateDir, { recursive: true });
for (const problem of problems.slice(0, 20)) console.error(problem);
const { rows, large, blobs: blobCount, sent: sentCount, acked: ackedCount } = counts;
console.log(
  `${KILLS} kills: ${rows} transactions of ${ROWS_EACH} rows, ${large} of ${ROWS_LARGE}, ${blobCount} blobs, ` +
    `${sentCount} messages sent and ${ackedCount} acknowledged; ${problems.length} lost or half`,
);
for (const [what, count] of Object.entries({ rows, large, blobCount, ackedCount }))
  if (count === 0) problems.push(`no ${what}: the kills came too early to prove anything`);
console.log(
  toLine({ passed: problems.length === 0 ? KILLS : 0, failed: problems.length, skipped: 0 }),
);
process.exitCode = problems.length === 0 ? 0 : 1;
