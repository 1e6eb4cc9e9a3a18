/** Writes as fast as it can until it is killed: `node test/crash/engine/writer.ts <stateDir> <round>`. */
import { writeSync } from 'node:fs';
import type { Engine, Transaction } from '../../../src/engine/interface.ts';
import { openEngine } from '../../../src/engine/open.ts';
import { createClock } from '../../../src/platform/clock.ts';
import { createIds } from '../../../src/platform/ids.ts';
import { createLogger } from '../../../src/platform/logger.ts';
import {
  accountOf,
  LARGE_EVERY,
  QUEUE,
  type Report,
  rowOf,
  ROWS_EACH,
  ROWS_LARGE,
  valueOf,
  WRITERS,
} from './workload.ts';

const stateDir = process.argv[2] as string;
const round = Number(process.argv[3]);
const clock = createClock();
const ids = createIds();

/** Synchronous: what was reported is in the pipe, whenever this process dies. */
function report(line: Report): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function add(tx: Transaction, account: number, by: number): Promise<void> {
  const held = await tx.get(accountOf(account));
  tx.put(
    accountOf(account),
    Buffer.from(String(Number(held ? Buffer.from(held).toString() : 0) + by)),
  );
}

async function writeRows(engine: Engine, writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${round}/${writer}/${n}`;
    const [from, to] = [n * 7 + writer, n * 3 + writer + 1];
    await engine.kv.transact([accountOf(from), accountOf(to)], async (tx) => {
      for (let row = 0; row < ROWS_EACH; row++)
        tx.put(rowOf('small', round, writer, n, row), valueOf(round, writer, n, row));
      await add(tx, from, -1);
      await add(tx, to, 1);
      if (n % 5 === 0) tx.enqueue(QUEUE, { id, body: Buffer.from(id) });
    });
    report({ did: 'rows', round, writer, n });
    if (n % 5 === 0) report({ did: 'send', id });
    if (writer === 0 && n % LARGE_EVERY === 1) await writeLarge(engine, n);
  }
}

async function writeLarge(engine: Engine, n: number): Promise<void> {
  await engine.kv.transact([], (tx) => {
    for (let row = 0; row < ROWS_LARGE; row++)
      tx.put(rowOf('large', round, n, row), Buffer.from(`${n}/${row}`));
  });
  report({ did: 'large', round, n });
}

async function writeBlobs(engine: Engine): Promise<never> {
  for (;;) {
    const chunks = Array.from({ length: 1 + (ids.bytes(1)[0] as number) }, () => ids.bytes(1000));
    const { id } = await engine.blobs.create(chunks);
    report({ did: 'blob', id });
  }
}

async function consume(engine: Engine): Promise<never> {
  for (;;) {
    for (const leased of await engine.queue.receive(QUEUE, {
      max: 5,
      leaseMs: 3_600_000,
      waitMs: 10_000,
    })) {
      report({ did: 'acking', id: leased.id });
      await engine.queue.ack(QUEUE, leased.receipt);
      report({ did: 'ack', id: leased.id });
    }
  }
}

const engine = await openEngine({
  stateDir,
  clock,
  ids,
  log: createLogger({ sink: console.error, now: clock.now }),
});
const writers = Array.from({ length: WRITERS }, (_, writer) => writeRows(engine, writer));
await Promise.all([...writers, writeBlobs(engine), consume(engine)]);
