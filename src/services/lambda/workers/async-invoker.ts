/**
 * Runs asynchronous events. At least once: an event leaves the queue only when its outcome is durable,
 * so whatever a killed process was running is delivered again when its lease ends.
 */
import type { DurableQueue, Leased } from '../../../engine/interface.ts';
import { ConcurrencyExceeded, type LambdaRuntime } from '../../../lambda-runtime/interface.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context, ServiceHost } from '../../context.ts';
import {
  ASYNC_QUEUE,
  type AsyncEvent,
  backOffMs,
  fromMessage,
  isTooOld,
  retryDelayMs,
  toMessage,
} from '../async-event.ts';
import type { Catalog, Invocable } from '../catalog.ts';
import type { EventInvokeRecord } from '../function.ts';
import { run } from '../invocation.ts';
import { eventInvokeConfigs } from '../store.ts';
import { createDelivery, type Delivery, LEASE_MS } from './delivery.ts';

export interface AsyncInvoker {
  start(): void;
  /** Resolves when no event is being run; more may be waiting for their time. */
  idle(): Promise<void>;
  /** Takes no more events, gives those that run a moment, and leaves the rest in the queue. */
  stop(): Promise<void>;
}

/** Events run at once; each holds up to 1 MB of payload. */
const MAX_IN_FLIGHT = 256;
/** So that one slow function cannot keep the others waiting. */
const MAX_IN_FLIGHT_PER_FUNCTION = 128;
const LONG_WAIT_MS = 60_000;
const STOP_GRACE_MS = 2000;

type Outcome =
  | { kind: 'done' }
  | { kind: 'drop'; reason: string }
  | { kind: 'retry'; event: AsyncEvent; delayMs: number }
  | { kind: 'back-off' };

interface Parts {
  host: ServiceHost;
  runtime: Pick<LambdaRuntime, 'invoke'>;
  catalog: Catalog;
}

export function createAsyncInvoker({ host, runtime, catalog }: Parts): AsyncInvoker {
  const { clock, engine, ids, log } = host;
  const queue: DurableQueue = engine.queue;
  const stopping = new AbortController();
  const inFlight = new Map<string, { delivery: Delivery; finished: Promise<void> }>();
  const perFunction = new Map<string, number>();
  let receiving: Promise<void> | undefined;

  const attempt = async (event: AsyncEvent): Promise<Outcome> => {
    const context = host.context({
      account: event.account,
      region: event.region,
      requestId: event.requestId,
    });
    let invocable: Invocable;
    try {
      invocable = await catalog.find(context, event.name, event.qualifier);
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') {
        return { kind: 'drop', reason: 'FunctionDeleted' };
      }
      throw error;
    }
    const policy = await policyOf(context, invocable);
    if (isTooOld(event, policy, clock.now())) return { kind: 'drop', reason: 'EventAgeExceeded' };
    if (invocable.version.reservedConcurrency === 0)
      return { kind: 'drop', reason: 'ZeroReservedConcurrency' };
    const { requestId, payload, clientContext } = event;
    const result = await run({ runtime, ids }, invocable, {
      requestId,
      payload,
      ...(clientContext !== undefined && { clientContext }),
    });
    if (!result.functionError) return { kind: 'done' };
    const failed = { ...event, failures: event.failures + 1 };
    const delayMs = retryDelayMs(failed, policy, clock.now());
    return delayMs === undefined
      ? { kind: 'drop', reason: 'RetriesExhausted' }
      : { kind: 'retry', event: failed, delayMs };
  };

  const settle = async (event: AsyncEvent, delivery: Delivery, outcome: Outcome): Promise<void> => {
    // A function cut off by our own stop has not failed; its event stays and is delivered again.
    if (stopping.signal.aborted && outcome.kind !== 'done') return;
    if (outcome.kind === 'back-off') return delivery.release(backOffMs(delivery.deliveries()));
    if (outcome.kind === 'retry')
      await queue.send(ASYNC_QUEUE, [toMessage(outcome.event, outcome.delayMs)]);
    if (outcome.kind === 'drop') {
      const { name, requestId } = event;
      log.warn(`An asynchronous event of ${name} was dropped: ${outcome.reason}`, {
        name,
        requestId,
      });
    }
    await delivery.remove();
  };

  const handle = async (event: AsyncEvent, delivery: Delivery): Promise<void> => {
    const owner = `${event.account}/${event.region}/${event.name}`;
    const running = perFunction.get(owner) ?? 0;
    perFunction.set(owner, running + 1);
    try {
      const outcome: Outcome =
        running >= MAX_IN_FLIGHT_PER_FUNCTION
          ? { kind: 'back-off' }
          : await attempt(event).catch((error: unknown) => toOutcome(error, event));
      await settle(event, delivery, outcome);
    } catch (error) {
      if (!stopping.signal.aborted)
        log.error('An asynchronous event could not be settled', { code: 'ERR_UNEXPECTED', error });
    } finally {
      const left = (perFunction.get(owner) ?? 1) - 1;
      if (left > 0) perFunction.set(owner, left);
      else perFunction.delete(owner);
      delivery.end();
    }
  };

  const toOutcome = (error: unknown, event: AsyncEvent): Outcome => {
    if (
      !(error instanceof ConcurrencyExceeded) &&
      !(error instanceof AwsError) &&
      !stopping.signal.aborted
    ) {
      log.error(`Running an asynchronous event of ${event.name} failed`, {
        code: 'ERR_UNEXPECTED',
        error,
      });
    }
    return { kind: 'back-off' };
  };

  const accept = (message: Leased): void => {
    const known = inFlight.get(message.id);
    if (known) {
      // Its lease ended while it runs (time was moved far ahead): carry on under the new receipt.
      known.delivery.renew(message);
      return;
    }
    const delivery = createDelivery({ queue, name: ASYNC_QUEUE, clock }, message);
    const finished = handle(fromMessage(message), delivery).finally(() =>
      inFlight.delete(message.id),
    );
    inFlight.set(message.id, { delivery, finished });
  };

  const receive = async (): Promise<void> => {
    const { signal } = stopping;
    while (!signal.aborted) {
      const free = MAX_IN_FLIGHT - inFlight.size;
      if (free <= 0) {
        await Promise.race([...inFlight.values()].map((each) => each.finished));
        continue;
      }
      const messages = await queue.receive(ASYNC_QUEUE, {
        max: Math.min(free, 32),
        leaseMs: LEASE_MS,
        waitMs: LONG_WAIT_MS,
        signal,
      });
      for (const message of messages) accept(message);
    }
  };

  const idle = async (): Promise<void> => {
    while (inFlight.size > 0)
      await Promise.allSettled([...inFlight.values()].map((each) => each.finished));
  };

  return {
    start() {
      receiving ??= receive().catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log.error('Asynchronous events are no longer received', {
            code: 'ERR_UNEXPECTED',
            error,
          });
      });
    },
    idle,
    async stop() {
      stopping.abort();
      const grace = Promise.withResolvers<void>();
      const timer = clock.realTimeout(STOP_GRACE_MS, grace.resolve);
      await Promise.race([Promise.all([receiving, idle()]), grace.promise]);
      timer.cancel();
      for (const { delivery } of inFlight.values()) delivery.end();
    },
  };
}

function policyOf(context: Context, invocable: Invocable): Promise<EventInvokeRecord | undefined> {
  return context.store.get(eventInvokeConfigs, [invocable.name, invocable.qualifier]);
}
