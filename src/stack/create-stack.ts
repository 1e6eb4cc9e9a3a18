import { openEngine } from '../engine/open.ts';
import { createInternalApi } from '../console-api/router.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { listen } from '../gateway/server.ts';
import { createTlsContexts } from '../gateway/tls/contexts.ts';
import { join } from 'node:path';
import { type Clock, createClock } from '../platform/clock.ts';
import { createIds } from '../platform/ids.ts';
import { createLogger, type LogSink } from '../platform/logger.ts';
import type { Endpoint } from '../services/context.ts';
import { services } from '../services/registry.ts';
import { createCallerResolver } from '../services/sts/resolve-caller.ts';
import { type ClientClass, createClient } from './client.ts';
import { DEFAULT_ACCOUNT, DEFAULT_REGION, defaultCacheDir, type StackOptions } from './options.ts';
import { startServices } from './service-runner.ts';
import { VERSION } from './version.ts';

/** A running Brume inside this process. */
export interface Stack extends AsyncDisposable {
  /** `http://localhost:<port>` */
  readonly endpoint: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  /** An SDK client that talks to this stack. @example stack.client(LambdaClient) */
  client<T>(type: ClientClass<T>, config?: object): T;
  /** Environment variables that point AWS tools at this stack. */
  env(): Record<string, string>;
  /** Removes all state; the stack goes on. */
  reset(): Promise<void>;
  /** Lets requests finish, stops functions, releases files. */
  stop(): Promise<void>;
}

/** How long requests in flight may take to finish when the stack stops. */
const DRAIN_MS = 5_000;

/**
 * Starts an isolated Brume in this process.
 * @throws BrumeError ERR_PORT_IN_USE, ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_DIR, ERR_CANNOT_LISTEN
 * @example
 * await using stack = await createStack();
 * const lambda = stack.client(LambdaClient);
 */
// oxlint-disable-next-line max-lines-per-function -- the composition root: what is made here is passed on here, in order
export async function createStack(options: StackOptions = {}): Promise<Stack> {
  const account = options.account ?? DEFAULT_ACCOUNT;
  const region = options.region ?? DEFAULT_REGION;
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  const silent: LogSink = () => {};
  const clock: Clock = createClock({
    ...(options.startEpochMs !== undefined && { startEpochMs: options.startEpochMs }),
    ...(options.frozenClock !== undefined && { frozen: options.frozenClock }),
    onError: (error) => log.error('Scheduled work failed', { code: 'ERR_UNEXPECTED', error }),
  });
  const ids = createIds();
  const log = createLogger({
    sink: options.logSink ?? silent,
    now: clock.now,
    ...(options.logLevel && { level: options.logLevel }),
  });

  const engine = await openEngine({
    ...(options.stateDir && { stateDir: options.stateDir }),
    clock,
    ids,
    log,
  });
  let endpoint: Endpoint | undefined;
  const runner = await startServices(services, {
    clock,
    ids,
    log,
    engine,
    get endpoint(): Endpoint {
      if (!endpoint) throw new Error('The endpoint is known only once the server listens.');
      return endpoint;
    },
    stateDir: options.stateDir,
    cacheDir,
    defaultAccount: account,
    defaultRegion: region,
    settings: {
      lambdaConcurrency: options.lambdaConcurrency ?? 1000,
      lambdaKeepAliveMs: options.lambdaKeepAliveMs ?? 300_000,
    },
  });

  const callers = createCallerResolver({ engine, clock, defaultAccount: account });
  const reset = async (): Promise<void> => {
    await runner.reset();
    await engine.reset();
    callers.reset();
  };
  const hostname = options.hostname ?? 'localhost';
  const gateway: Gateway = {
    clock,
    ids,
    log,
    defaultAccount: account,
    defaultRegion: region,
    dataPlanes: runner.dataPlanes,
    internal: createInternalApi(
      {
        clock,
        version: VERSION,
        account,
        region,
        stateDir: options.stateDir,
        endpoint: () => endpoint!.url,
        state: runner.state,
        services: services.filter((each) => each.operations.size > 0).map((each) => each.id),
        reset,
        shutdown: options.onShutdownRequest,
      },
      { trustedHosts: [hostname] },
    ),
    resolveCaller: async (accessKeyId, sessionToken) =>
      (await callers.resolve(accessKeyId, sessionToken)).caller,
    implements: runner.implements,
    run: runner.run,
  };
  const server = await listen(gateway, {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    tls: createTlsContexts(join(cacheDir, 'ca'), { clock, ids }),
  });
  const url = `http://${hostname}:${server.port}`;
  endpoint = { protocol: 'http', hostname, port: server.port, url };
  runner.ready();

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = server.close(DRAIN_MS);
    runner.drain();
    await closed;
    await runner.stop();
    callers.close();
    clock.close();
    await engine.close();
  };
  const env = (): Record<string, string> => ({
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  });
  return {
    endpoint: url,
    port: server.port,
    account,
    region,
    clock,
    client: (type, config) => createClient(type, { endpoint: url, region, ...config }),
    env,
    reset,
    stop: () => (stopping ??= stop()),
    [Symbol.asyncDispose]: () => (stopping ??= stop()),
  };
}
