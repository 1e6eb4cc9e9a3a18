import type { Context } from '../context.ts';

/** What the logs service hears and says on the bus. */

/** New events in a stream: published by the engine for every append, and by PutLogEvents. */
export interface Appended {
  group: string;
  stream: string;
  /** The time of the first event; only PutLogEvents says it, because only its events can be old. */
  fromEpochMs?: number;
}

function subject(scope: string): string {
  return `log.${scope}`;
}

/** The engine's own message has no times, and a reader who expects recent events would miss old ones. */
export function announceOldEvents(
  context: Pick<Context, 'engine' | 'store'>,
  appended: Appended,
): void {
  context.engine.bus.publish(subject(context.store.scope), Buffer.from(JSON.stringify(appended)));
}

/** @returns stops listening */
export function onAppended(
  context: Pick<Context, 'engine' | 'store'>,
  handler: (appended: Appended) => void,
): () => void {
  return context.engine.bus.subscribe(subject(context.store.scope), (_subject, data) =>
    handler(JSON.parse(Buffer.from(data).toString('utf8')) as Appended),
  );
}
