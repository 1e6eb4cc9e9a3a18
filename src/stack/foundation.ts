import { openEngine } from '../engine/open.ts';
import type { Engine } from '../engine/interface.ts';
import { type Clock, createClock } from '../platform/clock.ts';
import { createIds, type Ids } from '../platform/ids.ts';
import { createLogger, type Logger } from '../platform/logger.ts';
import type { StackOptions } from './options.ts';

/** What everything in a stack stands on. */
export interface Foundation {
  clock: Clock;
  ids: Ids;
  log: Logger;
  engine: Engine;
}

/** @throws BrumeError ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_DIR */
export async function layFoundation(options: StackOptions): Promise<Foundation> {
  const clock = createClock({
    ...(options.startEpochMs !== undefined && { startEpochMs: options.startEpochMs }),
    ...(options.frozenClock !== undefined && { frozen: options.frozenClock }),
    onError: (error) => log.error('Scheduled work failed', { code: 'ERR_UNEXPECTED', error }),
  });
  const ids = createIds();
  const log = createLogger({
    sink: options.logSink ?? ((): void => {}),
    now: clock.now,
    ...(options.logLevel && { level: options.logLevel }),
  });
  const { stateDir } = options;
  const engine = await openEngine({ ...(stateDir && { stateDir }), clock, ids, log });
  return { clock, ids, log, engine };
}
