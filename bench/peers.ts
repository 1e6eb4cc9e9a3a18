/**
 * Brume beside others that run Lambda functions on one's own machine: the same hello by HTTP, each as its
 * documentation starts it. What cannot be installed or does not run says why, and the others go on.
 */
import { printTable, spread } from './figures.ts';
import type { LoadResult } from './http-load.ts';
import { type Peer, PEERS, type RunningPeer } from './peer-list.ts';
import { deployHello } from './deploy.ts';
import { descendants, load, memoryMib, startBrume } from './processes.ts';
import type { Part, PartOptions, Row } from './rows.ts';

interface PeerFigures {
  readyMs: number;
  /** Undefined for one that runs no function here. */
  traffic?: {
    coldMs: number;
    p50Us: number[];
    requestsPerSecond: number[];
    brumeTimes: number[];
    /** After the load. */
    mib: number;
  };
  /** Of all its processes, once it has answered one request. */
  idleMib: number;
}

const HEADER = [
  '',
  'ready ms',
  'first answer ms',
  'p50 µs, 1 connection',
  'requests/s, 32',
  "Brume's ×",
  'MiB, idle',
  'MiB, after load',
];

export const benchPeers: Part = async (options) => {
  const brume = await startOwn(options.stateDir);
  const own = await measure(brume, brume, options);
  const table = [cells('Brume (sandboxed processes)', own)];
  const rows: Row[] = [];
  for (const peer of PEERS) {
    try {
      const running = await peer.start();
      try {
        const figures = await measure(running, brume, options);
        table.push(cells(peer.name, figures));
        if (figures.traffic) rows.push(toRow(peer, figures.traffic.brumeTimes));
      } finally {
        await running.process.stop();
      }
      if (peer.without) console.log(`  ${peer.name}: ${peer.without}`);
    } catch (error) {
      const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
      table.push([
        peer.name,
        `not measured: ${reason?.slice(0, 60)}`,
        ...Array.from({ length: HEADER.length - 2 }, () => ''),
      ]);
    }
  }
  await brume.process.stop();
  console.log('\nPeers (the same hello; median and range)');
  printTable(HEADER, table);
  return rows;
};

function toRow({ name, bar, aim }: Peer, values: number[]): Row {
  return {
    what: `warm hello by HTTP, 32 connections, requests/s against ${name}`,
    values,
    unit: '×',
    digits: 1,
    ...(bar !== undefined && { bar: { least: bar } }),
    ...(aim !== undefined && { aim: { least: aim } }),
  };
}

async function startOwn(stateDir: string): Promise<RunningPeer> {
  const process = await startBrume({}, '--quiet', '--state-dir', stateDir);
  const { apiHost } = await deployHello(process.port);
  return { process, request: `GET /hello HTTP/1.1\r\nHost: ${apiHost}\r\n\r\n` };
}

/** Each round has Brume's own figure beside it. */
async function measure(
  { process, request }: RunningPeer,
  brume: RunningPeer,
  { quick }: PartOptions,
): Promise<PeerFigures> {
  const { readyMs, port, child } = process;
  if (request === undefined) return { readyMs, idleMib: await wholePss(child.pid!) };
  const plan = { port, request };
  const first = await load({ ...plan, connections: 1, seconds: 0 });
  const idleMib = await wholePss(child.pid!);
  const many = (of: { port: number; request: string }): Promise<LoadResult> =>
    load({ ...of, connections: 32, seconds: quick ? 1 : 3 });
  const base = { port: brume.process.port, request: brume.request! };
  const traffic = {
    coldMs: first.p50Us / 1000,
    p50Us: [] as number[],
    requestsPerSecond: [] as number[],
    brumeTimes: [] as number[],
    mib: 0,
  };
  await many(plan); // JIT warm-up
  await many(base);
  for (let round = 0; round < (quick ? 1 : 5); round++) {
    const { p50Us } = await load({ ...plan, connections: 1, seconds: 1 });
    const { requestsPerSecond } = await many(plan);
    const own =
      process === brume.process ? requestsPerSecond : (await many(base)).requestsPerSecond;
    traffic.p50Us.push(p50Us);
    traffic.requestsPerSecond.push(requestsPerSecond);
    traffic.brumeTimes.push(own / requestsPerSecond);
  }
  traffic.mib = await wholePss(child.pid!);
  return { readyMs, traffic, idleMib };
}

async function wholePss(pid: number): Promise<number> {
  const each = await Promise.all(descendants(pid, '').map((one) => memoryMib(one)));
  return each.reduce((total, memory) => total + (memory?.pss ?? 0), 0);
}

function cells(name: string, { readyMs, traffic, idleMib }: PeerFigures): string[] {
  return [
    name,
    readyMs.toFixed(0),
    traffic ? traffic.coldMs.toFixed(0) : 'n/a',
    traffic ? spread(traffic.p50Us, 0) : 'n/a',
    traffic ? spread(traffic.requestsPerSecond, 0) : 'n/a',
    traffic ? spread(traffic.brumeTimes, 1) : 'n/a',
    idleMib.toFixed(0),
    traffic ? traffic.mib.toFixed(0) : 'n/a',
  ];
}
