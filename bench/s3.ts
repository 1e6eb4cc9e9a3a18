/** S3 beside a bare server that streams files, a plain copy of a file, and moto. */
import { copyFile, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { printTable, spread } from './figures.ts';
import type { ObjectPlan, ObjectResult } from './object-load.ts';
import { moto } from './peer-list.ts';
import { memoryMib, runLoad, start, startBrume, type Started } from './processes.ts';
import type { Part, Row } from './rows.ts';

const SIZES = [
  { name: '1 KB', sizeBytes: 1024, connections: [1, 8, 32] },
  { name: '1 MB', sizeBytes: 2 ** 20, connections: [1, 8, 32] },
  { name: '100 MB', sizeBytes: 100 * 2 ** 20, connections: [1, 8] },
] as const;
const CREDENTIALS =
  'Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
const HEADERS = [
  CREDENTIALS,
  'x-amz-date: 20260101T000000Z',
  'x-amz-content-sha256: UNSIGNED-PAYLOAD',
];

interface Target {
  name: string;
  server: Started;
  /** What a key begins with. */
  root: string;
}

export const benchS3: Part = async ({ quick, stateDir }) => {
  const plan = { rounds: quick ? 1 : 3, seconds: quick ? 1 : 2 };
  const folder = join(stateDir, 'files');
  await mkdir(folder, { recursive: true });
  const args = [join(import.meta.dirname, 'bare-object-server.ts'), folder];
  const bare = await start({ args, ready: /:\d+/ });
  const brume = await startBrume({}, '--quiet', '--state-dir', join(stateDir, 'state'));
  const peer = await startMoto();
  const targets: Target[] = [
    { name: 'bare server', server: bare, root: '/' },
    { name: 'Brume', server: brume, root: '/bench/' },
    ...(peer ? [{ name: 'moto', server: peer, root: '/bench/' }] : []),
  ];
  for (const { server, root } of targets.slice(1)) await put(server.port, root.slice(0, -1), 0);
  const measured: Measured[] = [];
  for (const size of SIZES) measured.push(...(await benchSize(size, targets, plan)));
  console.log(`\nS3 (durable; ${plan.rounds} rounds of ${plan.seconds} s; median and range)`);
  printTable(['', 'requests/s', 'MiB/s', '× bare', 'p50 ms'], measured.map(toCells));
  console.log(`  copying a file of 100 MB, flushed: ${await copySpeed(stateDir)} MiB/s`);
  const memory = await memoryMib(brume.child.pid!);
  if (memory) console.log(`  Brume's memory afterwards: ${memory.rss.toFixed(0)} MiB`);
  await Promise.all([bare.stop(), brume.stop(), peer?.stop()]);
  return [
    ratioRow('large GET (100 MB, 1 connection)', measured, 'GET 100 MB, 1', 'bare server', 0.7),
    ratioRow('small durable PUT (1 KB, 8 connections)', measured, 'PUT 1 KB, 8', 'moto', 3),
  ].filter((row) => row !== undefined);
};

async function startMoto(): Promise<Started | undefined> {
  try {
    return (await moto.start()).process;
  } catch (error) {
    console.log(`  moto is left out: ${String(error).split('\n')[0]}`);
    return undefined;
  }
}

/** What was measured of one target by one method with so many connections. */
interface Measured {
  /** `PUT 1 KB, 8` */
  what: string;
  target: string;
  results: readonly ObjectResult[];
  /** Of the bare server, in the same rounds. */
  bare: readonly ObjectResult[];
}

function toCells({ what, target, results, bare }: Measured): string[] {
  return [
    `${what} at once, ${target}`,
    spread(
      results.map((result) => result.requestsPerSecond),
      0,
    ),
    spread(
      results.map((result) => result.mibPerSecond),
      0,
    ),
    spread(ratios(results, bare)),
    spread(results.map((result) => result.p50Ms)),
  ];
}

function ratios(own: readonly ObjectResult[], other: readonly ObjectResult[]): number[] {
  return own.map((result, round) => result.requestsPerSecond / other[round]!.requestsPerSecond);
}

function ratioRow(
  text: string,
  measured: readonly Measured[],
  what: string,
  against: string,
  least: number,
): Row | undefined {
  const of = (target: string): Measured | undefined =>
    measured.find((each) => each.what === what && each.target === target);
  const [own, other] = [of('Brume'), of(against)];
  if (!own || !other) return undefined;
  const values = ratios(own.results, other.results);
  return { what: `S3: ${text}, against ${against}`, values, unit: '×', aim: { least } };
}

async function benchSize(
  { name, sizeBytes, connections }: (typeof SIZES)[number],
  targets: readonly Target[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const method of ['PUT', 'GET'] as const)
    for (const count of connections) {
      const results = targets.map((): ObjectResult[] => []);
      for (let round = 0; round < rounds; round++)
        for (const [index, { server, root }] of targets.entries()) {
          const { port } = server;
          const path = `${root}${sizeBytes}`;
          const headers = method === 'PUT' ? [...HEADERS, checksumOf(sizeBytes)] : HEADERS;
          const host = `127.0.0.1:${port}`;
          const plan: ObjectPlan = {
            ...{ port, host, method, path, sizeBytes, headers },
            connections: count,
            seconds,
          };
          if (method === 'GET') await put(port, path, sizeBytes);
          results[index]!.push(await runLoad<ObjectResult>('./object-load.ts', plan));
        }
      measured.push(
        ...targets.map((target, index) => ({
          what: `${method} ${name}, ${count}`,
          target: target.name,
          results: results[index]!,
          bare: results[0]!,
        })),
      );
    }
  return measured;
}

/** The checksum that SDKs send unless told otherwise, of the body that the load generator makes. */
function checksumOf(sizeBytes: number): string {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(Buffer.alloc(sizeBytes, 'brume')));
  return `x-amz-checksum-crc32: ${digest.toString('base64')}`;
}

async function put(port: number, path: string, sizeBytes: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'PUT',
    body: Buffer.alloc(sizeBytes, 'brume'),
    headers: HEADERS.map((line) => line.split(': ') as [string, string]),
  });
  if (!response.ok) throw new Error(`PUT ${path} answered ${response.status}.`);
}

async function copySpeed(folder: string): Promise<string> {
  const from = join(folder, 'copy-from');
  const to = join(folder, 'copy-to');
  await writeFile(from, Buffer.alloc(100 * 2 ** 20, 'brume'));
  const speeds: number[] = [];
  for (let round = 0; round < 3; round++) {
    const startedAt = performance.now();
    await copyFile(from, to);
    const handle = await open(to, 'r+');
    await handle.sync();
    await handle.close();
    speeds.push(100_000 / (performance.now() - startedAt));
    await rm(to);
  }
  return spread(speeds, 0);
}
