/**
 * Compares stores for the embedded engine: durable writes of 1 KB by 1 and 64 writers, gets, scans of
 * 40 rows, and the longest time the event loop stood still meanwhile. `node bench/store.ts [folder]`;
 * the figures of docs/adr/0002-embedded-store.md come from it. Give a folder on a real disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openLmdbBacking } from '../src/engine/embedded/lmdb-backing.ts';
import type { Batch, Backing } from '../src/engine/backing.ts';
import { SortedMap } from '../src/engine/memory/sorted-map.ts';

const SECONDS_EACH = 2;
const VALUE = Buffer.alloc(1000, 'v');

type Store = Pick<Backing, 'get' | 'scan' | 'commit' | 'close'>;

/** The floor: an append and fdatasync for each commit, all rows in memory. */
async function openOwnLog(folder: string): Promise<Store> {
  const file: FileHandle = await open(join(folder, 'own.log'), 'w');
  const rows = new SortedMap();
  return {
    get: (key) => rows.get(key),
    scan: (range) => rows.scan(range),
    async commit(batch) {
      await file.appendFile(
        Buffer.concat(
          [...batch].flatMap(([key, value]) => [Buffer.from(key, 'latin1'), value ?? VALUE]),
        ),
      );
      await file.datasync();
      for (const [key, value] of batch) if (value) rows.set(key, value);
    },
    close: () => file.close(),
  };
}

function openSqlite(folder: string): Store {
  const database = new DatabaseSync(join(folder, 'rows.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE rows (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID');
  const put = database.prepare(
    'INSERT INTO rows VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const get = database.prepare('SELECT value FROM rows WHERE key = ?');
  const scan = database.prepare(
    'SELECT key, value FROM rows WHERE key >= ? AND key < ? ORDER BY key LIMIT ?',
  );
  const bytes = (key: string): Buffer => Buffer.from(key, 'latin1');
  return {
    get: (key) => get.get(bytes(key))?.['value'] as Uint8Array | undefined,
    scan: ({ from, to, limit }) => scan.all(bytes(from), bytes(to), limit) as never,
    async commit(batch: Batch) {
      database.exec('BEGIN IMMEDIATE');
      for (const [key, value] of batch) if (value) put.run(bytes(key), value);
      database.exec('COMMIT');
    },
    close: async () => database.close(),
  };
}

/** What `GroupCommitter` does: all that waits goes into the next commit. */
function groupCommits(store: Store): (key: string) => Promise<void> {
  let waiting: { key: string; resolve: () => void }[] = [];
  let running = false;
  const run = async (): Promise<void> => {
    running = true;
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await store.commit(new Map(group.map((each) => [each.key, VALUE])));
      for (const each of group) each.resolve();
      // Lets the writers' next requests come in, as sockets would bring them.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = false;
  };
  return (key) =>
    new Promise((resolve) => {
      waiting.push({ key, resolve });
      if (!running) void run();
    });
}

const keyOf = (n: number): string => `row/${String((n * 7919) % 20_000).padStart(8, '0')}`;

/** @returns operations per second */
async function timed(run: (n: number) => unknown, writers = 1): Promise<number> {
  const start = performance.now();
  let done = 0;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (performance.now() - start < SECONDS_EACH * 1000) await run(done++);
    }),
  );
  return Math.round((done / (performance.now() - start)) * 1000);
}

/** @returns operations per second of a synchronous call */
function spun(run: (n: number) => unknown): number {
  const start = performance.now();
  let done = 0;
  while (performance.now() - start < SECONDS_EACH * 500) for (let i = 0; i < 100; i++) run(done++);
  return Math.round((done / (performance.now() - start)) * 1000);
}

/** The share of time in which the event loop did nothing but wait on the disk, and its longest stop. */
function watchLoop(): () => { longestStopMs: number } {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return { longestStopMs: Math.round(longest * 10) / 10 };
  };
}

const parent = process.argv[2] ?? '.';
const results: Record<string, Record<string, number>> = {};
for (const [name, openStore] of Object.entries({
  'own log': openOwnLog,
  lmdb: (folder: string) => openLmdbBacking(join(folder, 'rows.mdb')),
  'node:sqlite': openSqlite,
})) {
  const folder = mkdtempSync(join(parent, 'brume-store-'));
  const store = await openStore(folder);
  const put = groupCommits(store);
  const one = await timed((n) => put(keyOf(n)));
  const stop = watchLoop();
  const cpu = process.cpuUsage();
  const idle = performance.eventLoopUtilization();
  const many = await timed((n) => put(keyOf(n)), 64);
  const busy = performance.eventLoopUtilization(idle).utilization;
  const { user, system } = process.cpuUsage(cpu);
  const { longestStopMs } = stop();
  results[name] = {
    'durable, 1 writer': one,
    'durable, 64 writers': many,
    'loop busy %': Math.round(busy * 100),
    'longest stop ms': longestStopMs,
    'CPU us/write': Math.round((user + system) / many / SECONDS_EACH),
    get: spun((n) => store.get(keyOf(n))),
    'scan of 40': spun((n) =>
      store.scan({ from: keyOf(n), to: 'row0', limit: 40, reverse: false }),
    ),
  };
  await store.close();
  rmSync(folder, { recursive: true });
}
console.table(results);
