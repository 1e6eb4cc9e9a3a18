import {
  appendFile,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { describeEngine } from '../conformance/describe-engine.ts';
import { bytes, PART, row, text } from '../conformance/rows.ts';
import type { Engine } from '../interface.ts';
import { openEngine } from '../open.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'brume-engine-'));
});
afterAll(() => rm(parent, { recursive: true }));

const newStateDir = (): Promise<string> => mkdtemp(join(parent, 'state-'));

function openAt(stateDir: string, clock: Clock = createClock({ frozen: true })): Promise<Engine> {
  return openEngine({
    stateDir,
    clock,
    ids: createIds(),
    log: createLogger({ sink: () => {}, now: clock.now }),
  });
}

describeEngine('embedded', async (clock) => openAt(await newStateDir(), clock));

describe('an embedded engine', () => {
  let stateDir: string;
  let rows: string;
  beforeEach(async () => {
    stateDir = await newStateDir();
    rows = join(stateDir, 'engine/rows.mdb');
  });

  /** Some pages of rows, large values among them. */
  async function fill(): Promise<void> {
    const engine = await openAt(stateDir);
    for (let n = 0; n < 200; n += 20)
      await engine.kv.transact([], (tx) => {
        tx.put(row(n), Buffer.alloc(50_000, 'x'));
        for (let small = n + 1; small < n + 20; small++)
          tx.put(row(small), Buffer.alloc(1000, 'x'));
      });
    await engine.close();
  }

  it('has everything again after it was closed and opened', async () => {
    const stream = { scope: 's', group: 'g', stream: 's' };
    const clock = createClock({ frozen: true });
    const first = await openAt(stateDir, clock);
    await first.kv.transact([], (tx) => {
      tx.put(row('a'), bytes('1'));
      tx.enqueue('q', { id: 'm1', body: bytes('m') });
      tx.enqueue('q', { id: 'm2', body: bytes('m') });
      tx.appendLog(stream, [{ atEpochMs: 1, message: 'one' }]);
    });
    const blob = await first.blobs.create([bytes('blob')]);
    const [leased] = await first.queue.receive('q', { max: 1, leaseMs: 1000 });
    await first.close();

    const second = await openAt(stateDir, clock);
    expect(text(await second.kv.get(row('a')))).toBe('1');
    expect(await second.blobs.has(blob.id)).toBe(true);
    // The lease and its receipt outlive the process; new messages and events sort after old ones.
    await second.queue.send('q', [{ id: 'm3', body: bytes('m') }]);
    await second.logs.append(stream, [{ atEpochMs: 1, message: 'two' }]);
    expect(
      (await second.queue.receive('q', { max: 5, leaseMs: 1000 })).map((each) => each.id),
    ).toEqual(['m2', 'm3']);
    expect(await second.queue.ack('q', leased?.receipt as string)).toBe(true);
    expect((await second.logs.read(stream, { limit: 5 })).map((each) => each.message)).toEqual([
      'one',
      'two',
    ]);
    await second.close();
  });

  it('is for one at a time', async () => {
    const first = await openAt(stateDir);
    await expect(openAt(stateDir)).rejects.toMatchObject({
      code: 'ERR_STATE_IN_USE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.close();
    await (await openAt(stateDir)).close();
  });

  it('is for one at a time when many come at once', async () => {
    const opened = await Promise.allSettled(Array.from({ length: 10 }, () => openAt(stateDir)));
    const [engine, ...others] = opened.flatMap((each) =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    expect(others).toEqual([]);
    const reasons = opened.flatMap((each) =>
      each.status === 'rejected' ? [each.reason as unknown] : [],
    );
    expect(reasons).toEqual(Array(9).fill(expect.objectContaining({ code: 'ERR_STATE_IN_USE' })));
    await engine?.close();
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 22 + 1, startedAt: '' }],
    ['of an earlier process with the same number', { pid: process.pid, startedAt: 'long ago' }],
  ])('takes over a lock %s', async (_, owner) => {
    await (await openAt(stateDir)).close();
    const lock = join(stateDir, 'engine/lock');
    await writeFile(lock, JSON.stringify(owner));
    const engine = await openAt(stateDir);
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: process.pid });
    await engine.close();
  });

  it('takes over a lock that says nothing', async () => {
    await (await openAt(stateDir)).close();
    await writeFile(join(stateDir, 'engine/lock'), '\0garbage');
    await (await openAt(stateDir)).close();
    expect(await readdir(join(stateDir, 'engine'))).not.toContain('lock');
  });

  it('refuses a newer format, with advice', async () => {
    await (await openAt(stateDir)).close();
    await writeFile(join(stateDir, 'engine/format.json'), '{"version": 2}');
    await expect(openAt(stateDir)).rejects.toMatchObject({
      code: 'ERR_STATE_VERSION',
      hint: expect.any(String),
    });
    // The refusal holds no lock.
    await writeFile(join(stateDir, 'engine/format.json'), '{"version": 1}');
    await (await openAt(stateDir)).close();
  });

  it.each(['', '{', '{}', '{"version": "1"}', '\0\0\0'])(
    'refuses the format stamp %j',
    async (stamp) => {
      await (await openAt(stateDir)).close();
      await writeFile(join(stateDir, 'engine/format.json'), stamp);
      await expect(openAt(stateDir)).rejects.toMatchObject({ code: 'ERR_STATE_CORRUPT' });
    },
  );

  it('refuses a state directory that cannot be made', async () => {
    const file = join(parent, 'a-file');
    await writeFile(file, '');
    await expect(openAt(join(file, 'state'))).rejects.toMatchObject({
      code: 'ERR_STATE_DIR',
      hint: expect.any(String),
    });
  });

  it('begins anew after a first start that did not get to its end', async () => {
    await mkdir(join(stateDir, 'engine'));
    await writeFile(rows, 'half');
    const engine = await openAt(stateDir);
    expect(await engine.kv.scan({ part: PART })).toEqual([]);
    await engine.close();
  });

  it.each<[string, () => Promise<void>]>([
    ['is missing', () => rm(rows)],
    ['is empty', () => truncate(rows, 0)],
    ['is text', () => writeFile(rows, 'this is not a database'.repeat(10_000))],
    ['has only its heads', () => truncate(rows, 2 * 8192)],
    ['has half a head', () => truncate(rows, 8192 + 100)],
    [
      'has lost its second half',
      async () => truncate(rows, Math.floor((await stat(rows)).size / 2)),
    ],
    ['has lost its heads', () => overwrite(0, 2 * 8192)],
    [
      'has lost everything but its heads',
      async () => overwrite(2 * 8192, (await stat(rows)).size - 2 * 8192),
    ],
  ])('refuses a file of rows that %s', async (_, damage) => {
    await fill();
    await damage();
    await expect(openAt(stateDir)).rejects.toMatchObject({
      code: 'ERR_STATE_CORRUPT',
      message: expect.stringContaining('rows.mdb'),
      hint: expect.stringContaining('Restore'),
    });
  });

  it('opens a file of rows that lost its end only when the end was not in use', async () => {
    await fill();
    // Frees pages at the end; what comes after moves the rest into freed pages.
    const engine = await openAt(stateDir);
    await engine.kv.transact([], (tx) => {
      for (let n = 100; n < 200; n++) tx.delete(row(n));
    });
    for (let n = 0; n < 10; n++)
      await engine.kv.transact([], (tx) => tx.put(row(1), Buffer.alloc(1000, 'x')));
    await engine.close();
    const whole = await readFile(rows);
    const outcomes = new Set<unknown>();
    for (
      let lostPages = 1;
      lostPages * 8192 < whole.length - 4 * 8192;
      lostPages += Math.ceil(lostPages / 3)
    ) {
      await writeFile(rows, whole.subarray(0, whole.length - lostPages * 8192));
      outcomes.add(
        await openAt(stateDir).then(countWholeRows, (error: { code: string }) => error.code),
      );
    }
    expect(outcomes).toEqual(new Set([100, 'ERR_STATE_CORRUPT']));
  });

  async function countWholeRows(engine: Engine): Promise<number> {
    const found = await engine.kv.scan({ part: PART });
    await engine.close();
    return found.filter((each) => each.value.every((byte) => byte === 120)).length;
  }

  async function overwrite(from: number, length: number): Promise<void> {
    const file = await open(rows, 'r+');
    await file.write(Buffer.alloc(length, 0xaa), 0, length, from);
    await file.close();
  }

  it('does not mind bytes after the end of the file of rows, nor a damaged table of readers', async () => {
    await fill();
    await appendFile(rows, 'half a page');
    await writeFile(`${rows}-lock`, 'garbage'.repeat(5000));
    const engine = await openAt(stateDir);
    expect(await engine.kv.scan({ part: PART })).toHaveLength(200);
    await engine.close();
  });

  it('removes temporaries of blobs that were never finished', async () => {
    await (await openAt(stateDir)).close();
    const temporary = join(stateDir, 'engine/blobs/tmp');
    await writeFile(join(temporary, 'half'), 'half a blob');
    await (await openAt(stateDir)).close();
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is a copy of itself when its folder is copied', async () => {
    await fill();
    const copy = await newStateDir();
    await mkdir(join(copy, 'engine'));
    for (const name of ['rows.mdb', 'format.json'])
      await copyFile(join(stateDir, 'engine', name), join(copy, 'engine', name));
    const engine = await openAt(copy);
    expect(await engine.kv.scan({ part: PART })).toHaveLength(200);
    await engine.close();
    expect(JSON.parse(await readFile(join(copy, 'engine/format.json'), 'utf8'))).toEqual({
      version: 1,
    });
  });
});
