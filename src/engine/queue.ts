import type { Clock } from '../platform/clock.ts';
import type {
  Bus,
  DurableQueue,
  Leased,
  OrderedKv,
  OutMessage,
  Row,
  Transaction,
} from './interface.ts';
import { encodeKey, prefixEnd } from './key.ts';
import type { Enqueue } from './kv.ts';
import {
  bodyRef,
  decodeDueKey,
  decodeMessage,
  decodeState,
  decodeStateKey,
  DUE_PART,
  type DueRow,
  dueRef,
  encodeMessage,
  encodeReceipt,
  encodeState,
  LEASED,
  type MessageState,
  parseReceipt,
  STATE_PART,
  stateRef,
  UNLEASED,
} from './queue-rows.ts';
import { waitForMessages } from './queue-wait.ts';
import type { Arrival, Sequence } from './sequence.ts';

/** Rows removed, or counted, at a time. */
const PAGE_ROWS = 500;

/** Told on the bus whenever messages of the queue arrived or moved. */
export function queueSubject(queue: string): string {
  return `queue.${queue}`;
}

export function createEnqueue(clock: Clock, sequence: Sequence): Enqueue {
  return (put, queue, message) => {
    const sentAtEpochMs = clock.now();
    const due = { dueEpochMs: sentAtEpochMs + (message.delayMs ?? 0), arrival: sequence.next() };
    put(bodyRef(queue, due.arrival), encodeMessage(message, sentAtEpochMs));
    put(
      stateRef(queue, due.arrival),
      encodeState({ dueEpochMs: due.dueEpochMs, receives: 0, firstReceivedAtEpochMs: 0 }),
    );
    put(dueRef(queue, due), UNLEASED);
    return queueSubject(queue);
  };
}

/** Queues as rows ordered by the time they become visible; see `queue-rows.ts` for their form. */
export class Queues implements DurableQueue {
  readonly #kv: OrderedKv;
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** Messages that a receive is leasing at this moment, so that no other receive tries the same. */
  readonly #claimed = new Set<string>();
  readonly #closing = new AbortController();

  constructor(options: { kv: OrderedKv; bus: Bus; clock: Clock }) {
    this.#kv = options.kv;
    this.#bus = options.bus;
    this.#clock = options.clock;
  }

  async send(queue: string, messages: readonly OutMessage[]): Promise<void> {
    await this.#kv.transact([], (tx) => {
      for (const message of messages) tx.enqueue(queue, message);
    });
  }

  async receive(queue: string, options: Parameters<DurableQueue['receive']>[1]): Promise<Leased[]> {
    const { max, leaseMs, waitMs = 0, signal } = options;
    const take = (): Promise<Leased[]> => this.#take(queue, max, leaseMs);
    if (waitMs <= 0 || signal?.aborted) return take();
    return waitForMessages({
      take,
      waitMs,
      signals: [this.#closing.signal, ...(signal ? [signal] : [])],
      clock: this.#clock,
      nextDue: (afterEpochMs) => this.#nextDue(queue, afterEpochMs),
      onChange: (wake) => this.#bus.subscribe(queueSubject(queue), wake),
    });
  }

  async extend(queue: string, receipt: string, leaseMs: number): Promise<boolean> {
    return this.#withReceipt(queue, receipt, (tx, arrival, state) => {
      move(tx, queue, arrival, state, { ...state, dueEpochMs: this.#clock.now() + leaseMs });
    });
  }

  async ack(queue: string, receipt: string): Promise<boolean> {
    return this.#withReceipt(queue, receipt, (tx, arrival, state) =>
      remove(tx, queue, arrival, state),
    );
  }

  async stats(queue: string): Promise<{ visible: number; inFlight: number; delayed: number }> {
    const counts = { visible: 0, inFlight: 0, delayed: 0 };
    const now = this.#clock.now();
    for (const row of await this.#kv.scan({ part: DUE_PART, ...bounds(queue) })) {
      if (decodeDueKey(row.key).dueEpochMs <= now) counts.visible++;
      else if (row.value[0] === LEASED[0]) counts.inFlight++;
      else counts.delayed++;
    }
    return counts;
  }

  async purge(queue: string): Promise<void> {
    const range = { part: STATE_PART, ...bounds(queue), limit: PAGE_ROWS };
    for (
      let rows = await this.#kv.scan(range);
      rows.length > 0;
      rows = await this.#kv.scan(range)
    ) {
      const arrivals = rows.map((row) => decodeStateKey(row.key));
      await this.#kv.transact(
        arrivals.map((arrival) => stateRef(queue, arrival)),
        async (tx) => {
          for (const arrival of arrivals) {
            const state = await tx.get(stateRef(queue, arrival));
            if (state) remove(tx, queue, arrival, decodeState(state));
          }
        },
      );
    }
  }

  /** Ends all waiting. */
  close(): void {
    this.#closing.abort();
  }

  async #take(queue: string, max: number, leaseMs: number): Promise<Leased[]> {
    const claimed = await this.#claim(queue, max);
    if (claimed.length === 0) return [];
    try {
      return await this.#lease(queue, claimed, leaseMs);
    } finally {
      for (const due of claimed) this.#claimed.delete(nameOf(due));
    }
  }

  async #claim(queue: string, max: number): Promise<DueRow[]> {
    if (max < 1) return [];
    for (;;) {
      const limit = max + this.#claimed.size;
      const due = (await this.#due(queue, limit)).map((row) => decodeDueKey(row.key));
      const free = due.filter((each) => !this.#claimed.has(nameOf(each))).slice(0, max);
      // While this one looked, others may have claimed all that it saw.
      if (free.length === 0 && due.length >= limit) continue;
      for (const each of free) this.#claimed.add(nameOf(each));
      return free;
    }
  }

  #lease(queue: string, rows: readonly DueRow[], leaseMs: number): Promise<Leased[]> {
    return this.#kv.transact(
      rows.map((row) => stateRef(queue, row.arrival)),
      async (tx) => {
        const leased: Leased[] = [];
        const now = this.#clock.now();
        for (const { arrival, dueEpochMs } of rows) {
          const raw = await tx.get(stateRef(queue, arrival));
          const body = await tx.get(bodyRef(queue, arrival));
          if (!raw || !body) continue;
          const state = decodeState(raw);
          if (state.dueEpochMs !== dueEpochMs) continue;
          const receives = state.receives + 1;
          const firstReceivedAtEpochMs = state.firstReceivedAtEpochMs || now;
          move(tx, queue, arrival, state, {
            dueEpochMs: now + leaseMs,
            receives,
            firstReceivedAtEpochMs,
          });
          leased.push({
            ...decodeMessage(body),
            receipt: encodeReceipt(arrival, receives),
            receives,
            firstReceivedAtEpochMs,
          });
        }
        return leased;
      },
    );
  }

  /** Runs `change` if the receipt is of the latest delivery. */
  async #withReceipt(
    queue: string,
    receipt: string,
    change: (tx: Transaction, arrival: Arrival, state: MessageState) => void,
  ): Promise<boolean> {
    const parsed = parseReceipt(receipt);
    if (!parsed) return false;
    const ref = stateRef(queue, parsed.arrival);
    return this.#kv.transact([ref], async (tx) => {
      const raw = await tx.get(ref);
      const state = raw && decodeState(raw);
      if (!state || state.receives !== parsed.receives) return false;
      change(tx, parsed.arrival, state);
      return true;
    });
  }

  #due(queue: string, limit: number): Promise<Row[]> {
    const { gte } = bounds(queue);
    return this.#kv.scan({
      part: DUE_PART,
      gte,
      lt: encodeKey([queue, this.#clock.now() + 1]),
      limit,
    });
  }

  async #nextDue(queue: string, afterEpochMs: number): Promise<number | undefined> {
    const { lt } = bounds(queue);
    const gte = encodeKey([queue, afterEpochMs + 1]);
    const [row] = await this.#kv.scan({ part: DUE_PART, gte, lt, limit: 1 });
    return row && decodeDueKey(row.key).dueEpochMs;
  }
}

function nameOf({ arrival }: DueRow): string {
  return arrival.join('-');
}

function move(
  tx: Transaction,
  queue: string,
  arrival: Arrival,
  from: MessageState,
  to: MessageState,
): void {
  tx.delete(dueRef(queue, { arrival, dueEpochMs: from.dueEpochMs }));
  tx.put(dueRef(queue, { arrival, dueEpochMs: to.dueEpochMs }), LEASED);
  tx.put(stateRef(queue, arrival), encodeState(to));
  tx.hint(queueSubject(queue));
}

function remove(tx: Transaction, queue: string, arrival: Arrival, state: MessageState): void {
  tx.delete(dueRef(queue, { arrival, dueEpochMs: state.dueEpochMs }));
  tx.delete(stateRef(queue, arrival));
  tx.delete(bodyRef(queue, arrival));
}

function bounds(queue: string): { gte: Uint8Array; lt: Uint8Array } {
  const gte = encodeKey([queue]);
  return { gte, lt: prefixEnd(gte) };
}
