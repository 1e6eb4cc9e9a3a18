import { rm } from 'node:fs/promises';
import { createLambdaRuntime } from '../../lambda-runtime/create.ts';
import type { ServiceHost } from '../context.ts';
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
  const { clock, ids, log, engine, settings } = host;
  const workDir = makeWorkDir(ids);
  const runtime = createLambdaRuntime({
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
    onLogStream: (fn, group, stream) => announceLogStream(host, fn, group, stream),
  });
  const readiness = createReadiness(runtime, (context, name) => catalog.forget(context, name));
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
