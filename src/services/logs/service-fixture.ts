import { openAuthorizer } from '../authorizer-fixture.ts';
import { startServices } from '../../stack/service-runner.ts';
import { type Clock, createClock } from '../../platform/clock.ts';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { openEngine } from '../../engine/open.ts';
import type { Engine } from '../../engine/interface.ts';
import type { Context } from '../context.ts';
import type { InputOf, OperationOf, OutputOf } from '../sdk.ts';
import { logs } from './index.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** For tests that need to say who calls and how long they pause: the running service without a server. */
export interface ServiceFixture extends AsyncDisposable {
  engine: Engine;
  clock: Clock;
  context: Context;
  /** Lets real time pass, as far as the service can tell. */
  pause(ms: number): void;
  /** Calls an operation as a client with this `User-Agent`. */
  run<O extends OperationOf<'logs'>>(
    operation: O,
    input: InputOf<'logs', O>,
    client?: { userAgent?: string; signal?: AbortSignal },
  ): Promise<OutputOf<'logs', O>>;
  reset(): Promise<void>;
}

export async function startLogsService(
  options: { engine?: Engine; startEpochMs?: number } = {},
): Promise<ServiceFixture> {
  let pausedMs = 0;
  const virtual = createClock({ startEpochMs: options.startEpochMs ?? 1_000_000, frozen: true });
  const clock: Clock = {
    now: () => virtual.now(),
    monotonicMs: () => pausedMs,
    at: (atEpochMs, task) => virtual.at(atEpochMs, task),
    after: (delayMs, task) => virtual.after(delayMs, task),
    realTimeout: (delayMs, task) => virtual.realTimeout(delayMs, task),
    advance: (ms) => virtual.advance(ms),
    offsetMs: () => virtual.offsetMs(),
    close: () => virtual.close(),
  };
  const ids = createIds();
  const log = createLogger({ sink: () => {}, now: clock.now });
  const engine = options.engine ?? (await openEngine({ clock, ids, log }));
  const runner = await startServices([logs], {
    clock,
    ids,
    log,
    engine,
    authorizer: openAuthorizer(engine, clock),
    endpoint: { protocol: 'http', hostname: 'localhost', port: 0, url: 'http://localhost:0' },
    stateDir: undefined,
    cacheDir: '',
    defaultAccount: ACCOUNT,
    defaultRegion: REGION,
    settings: { lambdaConcurrency: 1000, lambdaKeepAliveMs: 1000 },
  });
  const context = runner.context({ account: ACCOUNT, region: REGION });
  return {
    engine,
    clock,
    context,
    pause: (ms) => {
      pausedMs += ms;
    },
    async run(operation, input, client = {}) {
      const output = await runner.run('logs', operation, input, {
        account: ACCOUNT,
        region: REGION,
        caller: context.caller,
        requestId: ids.uuid(),
        userAgent: client.userAgent,
        signal: client.signal ?? context.signal,
      });
      return output as OutputOf<'logs', typeof operation>;
    },
    reset: () => runner.reset(),
    async [Symbol.asyncDispose]() {
      await runner.stop();
      clock.close();
      if (!options.engine) await engine.close();
    },
  };
}
