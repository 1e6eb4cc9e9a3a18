import {
  ConcurrencyExceeded,
  type InvocationResult,
  type LambdaRuntime,
} from '../../../lambda-runtime/interface.ts';
import { BrumeError } from '../../../platform/errors.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { encodeAttributes } from '../../attribute-json.ts';
import type { Context, ServiceHost } from '../../context.ts';
import { itemStreamSubject } from '../../item-streams.ts';
import type { Catalog } from '../catalog.ts';
import { run } from '../invocation.ts';
import { mappingProgress } from '../store.ts';
import { firstFailed } from './batch-response.ts';
import { type EventRecord, readStream, toEventRecord } from './item-stream.ts';
import { mappingKey, type MappingRecord } from './mapping.ts';
import { matches, parsePattern, type Pattern } from './pattern.ts';

export interface PollerParts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
}

const FAILED = 'PROBLEM: Function call failed';
const BACK_OFF_MAX_MS = 60_000;

/**
 * Reads one stream for one mapping, batch by batch: the next one begins when the one before is done, so
 * order is kept and an error holds everything behind it. At least once: how far it has come is written
 * after a batch.
 */
export class StreamPoller {
  readonly #parts: PollerParts;
  readonly #mapping: MappingRecord;
  readonly #context: Context;
  readonly #patterns: readonly Pattern[];
  readonly #unsubscribe: () => void;
  readonly #ended: Promise<void>;
  #isStopped = false;
  /** Something was written since the last look. */
  #isStale = false;
  #wake: (() => void) | undefined;

  constructor(parts: PollerParts, mapping: MappingRecord) {
    this.#parts = parts;
    this.#mapping = mapping;
    this.#context = parts.host.context(mapping);
    this.#patterns = (mapping.filters ?? []).map((text) => parsePattern(text) ?? {});
    const subject = itemStreamSubject(this.#context.store.scope);
    this.#unsubscribe = parts.host.engine.bus.subscribe(subject, (_subject, data) => {
      if (Buffer.from(data).toString() !== mapping.eventSourceArn) return;
      this.#isStale = true;
      this.#wake?.();
    });
    this.#ended = this.#poll();
  }

  /** Resolves when nothing is read or run any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    this.#wake?.();
    await this.#ended;
  }

  async #poll(): Promise<void> {
    let failures = 0;
    while (!this.#isStopped) {
      try {
        if (!(await this.#pollOnce())) await this.#pause();
        failures = 0;
      } catch (error) {
        if (this.#isStopped) return;
        this.#report(error);
        await this.#pause(backOffMs(++failures));
      }
    }
  }

  /** @returns whether there was something */
  async #pollOnce(): Promise<boolean> {
    this.#isStale = false;
    const { batchSize, windowSeconds, eventSourceArn: arn } = this.#mapping;
    const after = await this.#position();
    const read = () => readStream(this.#context, arn, after, batchSize);
    let records = await read();
    if (records.length === 0) return this.#isStale;
    if (windowSeconds > 0 && records.length < batchSize) {
      await this.#sleep(windowSeconds * 1000);
      if (this.#isStopped) return true;
      records = await read();
    }
    const events = records.map((record) => toEventRecord(record, arn));
    const wanted = events.filter(
      ({ body }) =>
        this.#patterns.length === 0 || this.#patterns.some((each) => matches(each, body)),
    );
    if (wanted.length > 0) await this.#process(wanted, 0);
    // What the filters leave out behind the last one is done, too.
    if (!this.#isStopped && events.at(-1) !== wanted.at(-1)) await this.#advance(events.at(-1));
    return true;
  }

  /** Until all of a batch is processed or given up. @param retries made so far */
  async #process(batch: readonly EventRecord[], retries: number): Promise<void> {
    let attempts = retries;
    for (let left = await this.#dropOld(batch); left.length > 0;) {
      const done = await this.#invoke(left);
      if (this.#isStopped) return;
      if (done > 0) await this.#advance(left[done - 1], done === left.length ? 'OK' : FAILED);
      if (done === left.length) return;
      if (done === 0 && this.#mapping.bisects && left.length > 1) {
        const half = left.length >> 1;
        await this.#process(left.slice(0, half), attempts);
        return this.#process(left.slice(half), attempts);
      }
      left = left.slice(done);
      attempts += 1;
      const { maximumRetries } = this.#mapping;
      if (maximumRetries >= 0 && attempts > maximumRetries) return this.#giveUp(left);
      await this.#advance(undefined, FAILED);
      await this.#sleep(backOffMs(attempts));
      if (this.#isStopped) return;
      left = await this.#dropOld(left);
    }
  }

  /** @returns how many records of the batch were processed */
  async #invoke(batch: readonly EventRecord[]): Promise<number> {
    const payload = encodeAttributes({ Records: batch.map((each) => each.body) });
    const result = await this.#runUntilItRuns(payload);
    const ids = batch.map((each) => each.sequenceNumber);
    return result ? firstFailed(result, ids, this.#mapping.reportsFailures) : 0;
  }

  /** A function that is throttled or not there has not failed. @returns undefined when stopped meanwhile */
  async #runUntilItRuns(payload: Uint8Array): Promise<InvocationResult | undefined> {
    const { catalog, runtime, host } = this.#parts;
    const { functionName, qualifier } = this.#mapping;
    for (let tries = 1; !this.#isStopped; tries++) {
      try {
        const invocable = await catalog.find(this.#context, functionName, qualifier);
        return await run({ runtime, ids: host.ids }, invocable, {
          requestId: host.ids.uuid(),
          payload,
        });
      } catch (error) {
        if (this.#isStopped) return undefined;
        if (!isExpected(error)) throw error;
        await this.#sleep(backOffMs(tries));
      }
    }
    return undefined;
  }

  async #dropOld(batch: readonly EventRecord[]): Promise<readonly EventRecord[]> {
    const { maximumAgeSeconds } = this.#mapping;
    if (maximumAgeSeconds < 0) return batch;
    const oldest = this.#parts.host.clock.now() - maximumAgeSeconds * 1000;
    const kept = batch.findIndex((each) => each.createdEpochMs >= oldest);
    const count = kept < 0 ? batch.length : kept;
    if (count > 0) await this.#giveUp(batch.slice(0, count));
    return batch.slice(count);
  }

  async #giveUp(batch: readonly EventRecord[]): Promise<void> {
    const { uuid, functionName } = this.#mapping;
    const what = `${batch.length} record${batch.length === 1 ? '' : 's'}`;
    this.#parts.host.log.warn(`${functionName} did not process ${what} of its stream`, { uuid });
    await this.#advance(batch.at(-1), FAILED);
  }

  async #position(): Promise<string | undefined> {
    const key = mappingKey(this.#mapping, this.#mapping.uuid);
    return (await this.#context.store.get(mappingProgress, key))?.sequenceNumber;
  }

  /** @param record the last one that is done; undefined: no further one */
  async #advance(record: EventRecord | undefined, lastResult?: string): Promise<void> {
    const key = mappingKey(this.#mapping, this.#mapping.uuid);
    await this.#context.store.transact([[mappingProgress, key]], async (tx) => {
      const before = await tx.get(mappingProgress, key);
      if (!before) return; // deleted meanwhile
      tx.put(mappingProgress, key, {
        ...before,
        ...(lastResult !== undefined && { lastResult }),
        ...(record && { sequenceNumber: record.sequenceNumber }),
      });
    });
  }

  /** Until something is written, or for a while. */
  async #pause(delayMs?: number): Promise<void> {
    if (this.#isStopped || (delayMs === undefined && this.#isStale)) return;
    const woken = Promise.withResolvers<void>();
    this.#wake = woken.resolve;
    const timer =
      delayMs === undefined ? undefined : this.#parts.host.clock.after(delayMs, woken.resolve);
    await woken.promise;
    timer?.cancel();
    this.#wake = undefined;
  }

  /** A whole time, whatever is written; only `stop` ends it. */
  async #sleep(delayMs: number): Promise<void> {
    const { clock } = this.#parts.host;
    const until = clock.now() + delayMs;
    while (!this.#isStopped && clock.now() < until) await this.#pause(until - clock.now());
  }

  #report(error: unknown): void {
    if (isExpected(error)) return;
    const { uuid, functionName } = this.#mapping;
    this.#parts.host.log.error(`Reading the stream of ${functionName} failed`, {
      code: 'ERR_UNEXPECTED',
      uuid,
      error,
    });
  }
}

/** Throttles, what was deleted meanwhile, and our own stop. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof ConcurrencyExceeded || error instanceof AwsError || error instanceof BrumeError
  );
}

/** 1 s, doubling up to a minute. */
function backOffMs(tries: number): number {
  return Math.min(BACK_OFF_MAX_MS, 1000 * 2 ** Math.min(tries - 1, 10));
}
