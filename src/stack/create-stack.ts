import { join } from 'node:path';
import { createInternalApi } from '../console-api/router.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { listen } from '../gateway/server.ts';
import { createTlsContexts, readCertificate } from '../gateway/tls/contexts.ts';
import type { Clock } from '../platform/clock.ts';
import { s3EndpointFor } from '../platform/s3-endpoint.ts';
import type { Endpoint } from '../services/context.ts';
import { services } from '../services/registry.ts';
import type { IamMode } from '../authorization/mode.ts';
import type { Authorizer } from '../services/authorizer.ts';
import { createAuthorizer } from '../services/iam/authorizer.ts';
import { createAuthenticate } from '../services/sts/authenticate.ts';
import { type CallerResolver, createCallerResolver } from '../services/sts/resolve-caller.ts';
import { type ClientClass, createClient } from './client.ts';
import { findMissingPermissions } from './missing-permissions.ts';
import { type Foundation, layFoundation } from './foundation.ts';
import { type ResolvedOptions, resolveOptions, type StackOptions } from './options.ts';
import { type ServiceRunner, startServices } from './service-runner.ts';
import { VERSION } from './version.ts';

/** A running Brume inside this process. */
export interface Stack extends AsyncDisposable {
  /** `http://localhost:<port>` */
  readonly endpoint: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  /** Whether signatures and policies count. */
  readonly iam: IamMode;
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
 * @throws BrumeError ERR_PORT_IN_USE, ERR_CANNOT_LISTEN, ERR_STATE_IN_USE, ERR_STATE_VERSION, ERR_STATE_DIR
 * @example
 * await using stack = await createStack();
 * const lambda = stack.client(LambdaClient);
 */
export async function createStack(given: StackOptions = {}): Promise<Stack> {
  const options = resolveOptions(given);
  const { account, region } = options;
  const foundation = await layFoundation(options);
  const { clock, engine } = foundation;
  const address: { endpoint?: Endpoint } = {};
  const { iam: mode, rootCredentials } = options;
  const callers = createCallerResolver({
    engine,
    clock,
    defaultAccount: account,
    root: rootCredentials,
  });
  const authenticate = createAuthenticate({ callers, clock, mode });
  const authorizer = createAuthorizer({ mode, engine, clock, authenticate });
  const runner = await run({ ...foundation, authorizer }, options, address);

  const reset = async (): Promise<void> => {
    await engine.reset();
    await runner.reset();
    callers.reset();
  };
  const close = async (): Promise<void> => {
    await runner.stop();
    callers.close();
    clock.close();
    await engine.close();
  };
  const gateway = createGateway(foundation, options, {
    runner,
    callers,
    authorizer,
    reset,
    address,
  });
  const server = await listen(gateway, {
    host: options.host,
    port: options.port,
    tls: createTlsContexts(join(options.cacheDir, 'ca'), foundation),
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { port } = server;
  const url = `http://${options.hostname}:${port}`;
  address.endpoint = { protocol: 'http', hostname: options.hostname, port, url };
  runner.ready();

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    if (stopping) return stopping;
    const served = server.close(DRAIN_MS);
    // Those who wait for something that will not come any more (long polls) need not wait it out.
    runner.drain();
    return (stopping = served.then(close));
  };
  return {
    endpoint: url,
    port,
    account,
    region,
    iam: mode,
    clock,
    client: (type, config) =>
      createClient(type, { endpoint: url, region, credentials: rootCredentials, ...config }),
    env: () => environmentOf(options, url),
    reset,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function environmentOf(
  { region, rootCredentials }: ResolvedOptions,
  url: string,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: s3EndpointFor(url),
    AWS_ACCESS_KEY_ID: rootCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: rootCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

function run(
  foundation: Foundation & { authorizer: Authorizer },
  options: ResolvedOptions,
  address: { endpoint?: Endpoint },
): Promise<ServiceRunner> {
  return startServices(services, {
    ...foundation,
    get endpoint(): Endpoint {
      if (!address.endpoint) throw new Error('The endpoint is known only once the server listens.');
      return address.endpoint;
    },
    stateDir: options.stateDir,
    cacheDir: options.cacheDir,
    defaultAccount: options.account,
    defaultRegion: options.region,
    settings: {
      lambdaConcurrency: options.lambdaConcurrency,
      lambdaKeepAliveMs: options.lambdaKeepAliveMs,
      ...(options.sandbox && { sandbox: options.sandbox }),
      lambdaStandBy: options.lambdaStandBy ?? false,
      lambdaEgress: options.lambdaEgress ?? true,
      certificate: () => readCertificate(join(options.cacheDir, 'ca'), foundation),
      hotReloadRoots: options.hotReloadRoots ?? [process.cwd()],
    },
  });
}

function createGateway(
  { clock, ids, log }: Foundation,
  options: ResolvedOptions,
  parts: {
    runner: ServiceRunner;
    callers: CallerResolver;
    authorizer: Authorizer;
    reset: () => Promise<void>;
    address: { endpoint?: Endpoint };
  },
): Gateway {
  const { account, region, stateDir } = options;
  const { runner, callers, authorizer, reset, address } = parts;
  return {
    clock,
    ids,
    log,
    defaultAccount: account,
    defaultRegion: region,
    dataPlanes: runner.dataPlanes,
    fronts: runner.fronts,
    internal: createInternalApi(
      {
        clock,
        iam: authorizer,
        missingPermissions: () => findMissingPermissions(runner.context({ account, region })),
        version: VERSION,
        account,
        region,
        stateDir,
        endpoint: () => address.endpoint!.url,
        state: runner.state,
        services: services.map((each) => each.id),
        reset,
        shutdown: options.onShutdownRequest,
      },
      { trustedHosts: [options.hostname] },
    ),
    resolveCaller: callers.resolve,
    authorizer,
    authorizationOf: runner.authorizationOf,
    context: runner.contextOf,
    functions: runner.functions,
    implements: runner.implements,
    run: runner.run,
  };
}
