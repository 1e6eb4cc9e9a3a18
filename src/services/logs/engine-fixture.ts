import { openEngine } from '../../engine/open.ts';
import type { Engine } from '../../engine/interface.ts';
import { type Clock, createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { createStore, type Store } from '../store.ts';

/** For tests of what stands between the operations and the engine: events are appended as functions append them. */
export interface EngineFixture extends AsyncDisposable {
  engine: Engine;
  store: Store;
  clock: Clock;
  append(
    group: string,
    stream: string,
    ...events: [atEpochMs: number, message: string][]
  ): Promise<void>;
}

export async function openLogsEngine(): Promise<EngineFixture> {
  const clock = createClock({ startEpochMs: 1_000_000, frozen: true });
  const log = createLogger({ sink: () => {}, now: clock.now });
  const engine = await openEngine({ clock, ids: createIds(), log });
  const store = createStore(engine, '123456789012', 'us-east-1');
  return {
    engine,
    store,
    clock,
    append: (group, stream, ...events) =>
      engine.logs.append(
        { scope: store.scope, group, stream },
        events.map(([atEpochMs, message]) => ({ atEpochMs, message })),
      ),
    async [Symbol.asyncDispose]() {
      clock.close();
      await engine.close();
    },
  };
}
