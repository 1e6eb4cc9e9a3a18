/**
 * Ten thousand hostile requests against the port: each gets a clear 4xx (or, where there is no HTTP to
 * answer, a close), nothing crashes, leaks or hangs. `node test/load/hostile.ts [count] [seed]`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { startBrume } from '../../bench/processes.ts';
import { type Outcome, run } from './hostile/attack.ts';
import { attackAt, setBomb } from './hostile/requests.ts';

const COUNT = Number(process.argv[2] ?? 10_000);
const SEED = Number(process.argv[3] ?? 1);
const AT_ONCE = 32;
/** What the process may weigh more after all attacks than after the first half of them. */
const GROWTH_LIMIT_MIB = 64;
/** The answers to these need no explanation: node's parser found no HTTP, or a plane knows no such API. */
const MAY_BE_BARE = new Set([
  'broken framing',
  'random bytes',
  'huge headers',
  'many headers',
  'a body shorter than promised',
  'path trick',
  'a foreign host',
]);
/** Fine requests that an attacker may send, too. */
const MAY_SUCCEED = new Set(['path trick', 'bad query', 'bad XML']);

const folder = await mkdtemp(join(tmpdir(), 'brume-hostile-'));
setBomb(await bomb());
const brume = await startBrume({}, '--quiet', '--state-dir', folder);
const pid = brume.child.pid!;
const failures: string[] = [];
const statuses = new Map<number, number>();

let next = 0;
let weightMib = 0;
async function attackOn(): Promise<void> {
  for (let index = next++; index < COUNT; index = next++) {
    if (index === Math.floor(COUNT / 2)) weightMib = residentMib();
    const attack = attackAt(index, SEED);
    const outcome = await run(attack, brume.port);
    statuses.set(outcome.status, (statuses.get(outcome.status) ?? 0) + 1);
    const problem = judge(attack.what, outcome);
    if (problem) failures.push(`#${index} ${attack.what}: ${problem}`);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, attackOn));

const grownMib = residentMib() - weightMib;
if (grownMib > GROWTH_LIMIT_MIB) failures.push(`memory grew by ${grownMib.toFixed(0)} MiB`);
const health = await fetch(`http://127.0.0.1:${brume.port}/_brume/health`);
if (!health.ok) failures.push(`health answered ${health.status}`);
const openSockets = sockets();
if (openSockets > 8) failures.push(`${openSockets} sockets are still open`);
await brume.stop();
await rm(folder, { recursive: true, force: true });

for (const failure of failures.slice(0, 20)) console.log(`FAIL  ${failure}`);
console.log(
  `${COUNT} hostile requests, seed ${SEED}: ${[...statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${count} × ${status || 'closed'}`)
    .join(', ')}; memory grew by ${grownMib.toFixed(0)} MiB`,
);
console.log(`${COUNT - Math.min(COUNT, failures.length)} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

function judge(what: string, { status, body, stuck }: Outcome): string | undefined {
  if (stuck) return 'no answer and no close';
  if (status === 0)
    return ['broken framing', 'random bytes', 'a body shorter than promised'].includes(what)
      ? undefined
      : 'closed without an answer';
  if (status === 501)
    return body.includes('does not implement') ? undefined : `501 without a reason: ${body}`;
  if (status < 400)
    return MAY_SUCCEED.has(what) ? undefined : `answered ${status} ${body.slice(0, 200)}`;
  if (status >= 500) return `answered ${status} ${body.slice(0, 200)}`;
  if (!MAY_BE_BARE.has(what) && !/message|Message|Code>/.test(body))
    return `a ${status} that explains nothing: ${body.slice(0, 200)}`;
  return undefined;
}

function residentMib(): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(kib![1]) / 1024;
}

function sockets(): number {
  return (
    readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
      .split('\n')
      .filter((row) => {
        const fields = row.trim().split(/\s+/);
        const local = Number.parseInt(fields[1]?.split(':')[1] ?? '0', 16);
        return local === brume.port && fields[3] === '01';
      }).length + (readdirSync(`/proc/${pid}/fd`).length > 200 ? 1000 : 0)
  );
}

/** 260 MB of zeros: 10 MB past the limit of unzipped code, in a quarter of a megabyte. */
function bomb(): Promise<Buffer> {
  const zip = new ZipFile();
  const megabyte = Buffer.alloc(2 ** 20);
  zip.addReadStream(Readable.from(Array.from({ length: 260 }, () => megabyte)), 'index.js');
  zip.end();
  return buffer(zip.outputStream);
}
