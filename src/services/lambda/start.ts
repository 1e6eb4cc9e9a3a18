import { rm } from 'node:fs/promises';
import { createLambdaRuntime } from '../../lambda-runtime/create.ts';
import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { Context, ServiceHost } from '../context.ts';
import type { RunningService } from '../define-service.ts';
import { createCatalog } from './catalog.ts';
import { createConcurrencyShares } from './concurrency-shares.ts';
import { createCodePlane } from './code-plane.ts';
import { createPollers } from './event-source/pollers.ts';
import { createUrlDirectory } from './function-url/directory.ts';
import { createUrlPlane } from './function-url/plane.ts';
import { announceLogStream } from './log-streams.ts';
import { createFunctionInvoker } from './function-invoker.ts';
import { createProvisioning } from './provisioning.ts';
import { createReadiness } from './readiness.ts';
import { createRoleCredentials } from './role-credentials.ts';
import type { LambdaState } from './state.ts';
import { makeWorkDir, sweepWorkDirs } from './work-dir.ts';
import { createAsyncInvoker } from './workers/async-invoker.ts';

/** Puts the service together; nothing heavy happens before the first request. */
export function startLambda(host: ServiceHost): RunningService {
  const { ids, log, engine, settings } = host;
  const workDir = makeWorkDir(ids);
  const runtime = createRuntime(host, workDir);
  const readiness = createReadiness(runtime, (context, name) => {
    catalog.forget(context, name);
    if (settings.lambdaStandBy) void expectFirst(context, name);
  });
  /** Whoever creates or changes a function is likely to run it next. */
  const expectFirst = async (context: Context, name: string): Promise<void> => {
    try {
      await runtime.expect((await catalog.find(context, name)).version);
    } catch {
      // It failed to be created, or has been deleted: whoever invokes it is told.
    }
  };
  const shares = createConcurrencyShares(runtime);
  const catalog = createCatalog({ runtime, bus: engine.bus, readiness, shares });
  const provisioning = createProvisioning(host, runtime);
  const urls = createUrlDirectory(host);
  const asyncInvoker = createAsyncInvoker({ host, runtime, catalog });
  const pollers = createPollers({ host, runtime, catalog });
  const state: LambdaState = {
    runtime,
    catalog,
    readiness,
    urls,
    shares,
    provisioning,
    pollers,
    asyncInvoker,
  };

  return {
    state,
    functions: createFunctionInvoker({ host, runtime, catalog }),
    dataPlanes: [
      createUrlPlane({ host, runtime, catalog, directory: urls }),
      createCodePlane(runtime),
    ],
    // Functions are given the endpoint, so events of an earlier run wait until it is known.
    ready() {
      asyncInvoker.start();
      provisioning.start();
      pollers.start();
      sweepWorkDirs().catch((error: unknown) =>
        log.warn('Could not tidy the temporary folder', { error }),
      );
    },
    async reset() {
      // Takes no more events, ends what runs, and then nothing of the old state is still on its way.
      const workersGone = Promise.all([asyncInvoker.reset(), pollers.reset()]);
      await runtime.reset();
      await workersGone;
      catalog.clear();
      shares.clear();
      provisioning.clear();
      urls.forget();
    },
    async stop() {
      await asyncInvoker.stop();
      const pollersGone = pollers.stop();
      await readiness.stop();
      await runtime.stop();
      await pollersGone;
      catalog.stop();
      urls.stop();
      await rm(workDir, { recursive: true, force: true });
    },
  };
}

function createRuntime(host: ServiceHost, workDir: string): LambdaRuntime {
  const { clock, ids, log, engine, settings } = host;
  return createLambdaRuntime({
    clock,
    ids,
    log,
    engine,
    endpointUrl: () => host.endpoint.url,
    credentials: createRoleCredentials(host),
    workDir,
    cacheDir: host.cacheDir,
    accountConcurrency: settings.lambdaConcurrency,
    keepAliveMs: settings.lambdaKeepAliveMs,
    ...(settings.sandbox && { sandbox: settings.sandbox }),
    egress: settings.lambdaEgress ?? true,
    ...(settings.certificate && { certificate: settings.certificate }),
    standBy: settings.lambdaStandBy ?? false,
    onLogStream: (fn, group, stream) => announceLogStream(host, fn, group, stream),
  });
}
