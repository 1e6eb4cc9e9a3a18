import type { Context } from '../../context.ts';
import { type AsyncEvent, asyncQueueOf, type FunctionKey, toMessage } from '../async-event.ts';
import { asyncQueues, functions } from '../store.ts';
import type { AttemptParts } from './attempt.ts';
import { createDeliver } from './deliver-outcome.ts';
import { FunctionQueue } from './function-queue.ts';

/** Runs asynchronous events. Every function has a queue of its own, so that a slow one delays no other. */
export interface AsyncInvoker {
  /** Takes up the queues that an earlier process left. */
  start(): void;
  /** Durable once resolved: the event will run, whatever happens to this process. */
  send(context: Context, event: AsyncEvent): Promise<void>;
  /** Resolves when no event is being run; more may be waiting for their time. */
  idle(): Promise<void>;
  /** Forgets all queues, after their functions were ended and before state is emptied. */
  reset(): Promise<void>;
  /** Takes no more events, gives those that run a moment, and leaves the rest in the queues. */
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 2000;

export function createAsyncInvoker(parts: AttemptParts): AsyncInvoker {
  const { clock, log } = parts.host;
  const queues = new Map<string, FunctionQueue>();
  let stopped = false;

  const serve = (owner: FunctionKey): void => {
    const key = asyncQueueOf(owner);
    if (!stopped && !queues.has(key))
      queues.set(key, new FunctionQueue({ ...parts, deliver }, owner));
  };
  const send: AsyncInvoker['send'] = async (context, event) => {
    const { account, region, name } = event;
    const key = asyncQueueOf(event);
    await context.store.transact([], (tx) => {
      tx.enqueue(key, toMessage(event));
      // What a later process must look after; known here once it was written.
      if (!queues.has(key)) tx.put(asyncQueues, [account, region, name], { account, region, name });
    });
    serve(event);
  };
  const deliver = createDeliver(parts.host, send);
  const all = (each: (queue: FunctionQueue) => Promise<void>): Promise<unknown> =>
    Promise.all([...queues.values()].map(each));

  return {
    start() {
      resume(parts, serve).catch((error: unknown) => {
        if (!stopped)
          log.error('Asynchronous events could not be resumed', { code: 'ERR_UNEXPECTED', error });
      });
    },
    send,
    async idle() {
      await all((queue) => queue.idle());
    },
    async reset() {
      const ending = all((queue) => queue.stop());
      queues.clear();
      await ending;
    },
    async stop() {
      stopped = true;
      const grace = Promise.withResolvers<void>();
      const timer = clock.realTimeout(STOP_GRACE_MS, grace.resolve);
      await Promise.race([all((queue) => queue.stop()), grace.promise]);
      timer.cancel();
      for (const queue of queues.values()) queue.abandon();
    },
  };
}

async function resume({ host }: AttemptParts, serve: (owner: FunctionKey) => void): Promise<void> {
  const { defaultAccount: account, defaultRegion: region, engine } = host;
  const anywhere = host.context({ account, region });
  for (const { key, value: owner } of await anywhere.store.scan(asyncQueues)) {
    const exists = await host.context(owner).store.get(functions, [owner.name]);
    const { visible, inFlight, delayed } = await engine.queue.stats(asyncQueueOf(owner));
    // The queue of a function that was deleted serves no purpose once it has run dry.
    if (exists || visible + inFlight + delayed > 0) serve(owner);
    else await anywhere.store.delete(asyncQueues, key);
  }
}
