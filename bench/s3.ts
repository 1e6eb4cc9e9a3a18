/** S3 beside a bare server that streams files, a plain copy of a file, and moto. */
import { copyFile, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { printTable, spread } from './figures.ts';
import type { ObjectPlan, ObjectResult } from './object-load.ts';
import { startMoto } from './peers/moto.ts';
import { memoryMib, runLoad, start, startBrume, type Started } from './processes.ts';

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

export async function benchS3(options: {
  rounds: number;
  seconds: number;
  folder: string;
  withPeers: boolean;
}): Promise<void> {
  const { folder } = options;
  await mkdir(join(folder, 'bare'), { recursive: true });
  const bare = await start(
    [join(import.meta.dirname, 'bare-object-server.ts'), join(folder, 'bare')],
    /:\d+/,
  );
  const brume = await startBrume({}, '--quiet', '--state-dir', join(folder, 'state'));
  const moto = options.withPeers ? await startMoto() : undefined;
  const targets: Target[] = [
    { name: 'bare server', server: bare, root: '/' },
    { name: 'Brume', server: brume, root: '/bench/' },
    ...(moto ? [{ name: 'moto', server: moto, root: '/bench/' }] : []),
  ];
  try {
    for (const { server, root } of targets.slice(1)) await put(server.port, root.slice(0, -1), 0);
    const rows = [];
    for (const size of SIZES) rows.push(...(await benchSize(size, targets, options)));
    console.log(
      `\nS3 (durable; ${options.rounds} rounds of ${options.seconds} s; median and range)`,
    );
    printTable(['', 'requests/s', 'MiB/s', '× bare', 'p50 ms'], rows);
    console.log(`  copying a file of 100 MB, flushed: ${await copySpeed(folder)} MiB/s`);
    const memory = await memoryMib(brume.child.pid!);
    if (memory) console.log(`  Brume's memory afterwards: ${memory.rss.toFixed(0)} MiB`);
  } finally {
    for (const { server } of targets) await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchSize(
  { name, sizeBytes, connections }: (typeof SIZES)[number],
  targets: readonly Target[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const method of ['PUT', 'GET'] as const)
    for (const count of connections) {
      const results = targets.map((): ObjectResult[] => []);
      for (let round = 0; round < rounds; round++)
        for (const [index, { server, root }] of targets.entries()) {
          const plan: ObjectPlan = {
            port: server.port,
            host: `127.0.0.1:${server.port}`,
            method,
            path: `${root}${sizeBytes}`,
            sizeBytes,
            headers: method === 'PUT' ? [...HEADERS, checksumOf(sizeBytes)] : HEADERS,
            connections: count,
            seconds,
          };
          if (method === 'GET') await put(plan.port, plan.path, sizeBytes);
          results[index]!.push(await runLoad<ObjectResult>('./object-load.ts', plan));
        }
      for (const [index, target] of targets.entries()) {
        const own = results[index]!;
        rows.push([
          `${method} ${name}, ${count} at once, ${target.name}`,
          spread(
            own.map((result) => result.requestsPerSecond),
            0,
          ),
          spread(
            own.map((result) => result.mibPerSecond),
            0,
          ),
          spread(
            own.map(
              (result, round) => result.requestsPerSecond / results[0]![round]!.requestsPerSecond,
            ),
          ),
          spread(own.map((result) => result.p50Ms)),
        ]);
      }
    }
  return rows;
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
