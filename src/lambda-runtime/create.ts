import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BrumeError } from '../platform/errors.ts';
import { type CodeStore, createCodeStore } from './code-store.ts';
import { createConcurrencyLimits } from './concurrency.ts';
import type { LambdaRuntime, LambdaRuntimeDependencies } from './interface.ts';
import { createFifoStore } from './fifo-store.ts';
import { createLogWriter } from './log-writer.ts';
import { forwardTo } from './network/forward.ts';
import { prepareTrustFolder } from './network/trust-folder.ts';
import { createDriverSlot } from './sandbox/driver-slot.ts';
import type { PoolDependencies } from './pool.ts';
import { createPools } from './pools.ts';
import type { AwsNames } from './sandbox/namespaces/driver.ts';
import { expectFunction } from './stand-by/expect.ts';
import { createStartGate } from './start-gate.ts';
import { createStandBy } from './stand-by/stand-by.ts';
import { createRuntimeCatalog, type RuntimeCatalog } from './runtimes/catalog.ts';

/** Function execution on this machine; see README.md in this folder for the life of an invocation. */
export function createLambdaRuntime(deps: LambdaRuntimeDependencies): LambdaRuntime {
  const { clock, ids, log, engine } = deps;
  const egress = deps.egress ?? true;
  const driver = createDriverSlot(deps.sandbox ?? 'auto', {
    clock,
    egress,
    log,
    hostname: () => new URL(deps.endpointUrl()).hostname,
    awsNames: awsNamesOf(deps),
  });
  const writer = createLogWriter({ logs: engine.logs, clock, log });
  const code = createCodeStore({ blobs: engine.blobs, ids, codeDir: join(deps.workDir, 'code') });
  const catalog = createRuntimeCatalog(deps.cacheDir);
  const instancesDir = join(deps.workDir, 'instances');
  rmSync(instancesDir, { recursive: true, force: true }); // what a crash left behind
  let stopping: Promise<void> | undefined;

  const limits = createConcurrencyLimits(deps.accountConcurrency);
  const poolDependencies = makePoolDependencies(deps, {
    limits,
    driver,
    egress,
    writer,
    code,
    catalog,
    instancesDir,
  });

  const pools = createPools(poolDependencies, code, () => {
    if (stopping) throw stoppedError();
  });
  const shutdownAll = async (reason: BrumeError): Promise<void> => {
    await pools.shutdownAll(reason);
    await writer.flush();
  };

  return {
    invoke(fn, request) {
      try {
        return pools.of(fn).invoke(request, fn.reservedConcurrency);
      } catch (error) {
        return Promise.reject(error); // not `async`: that would cost every warm invocation a promise
      }
    },
    storeCode: (zip) => code.store(zip),
    readZip: (codeId) => code.readZip(codeId),
    async prepare(runtime, codeId) {
      const family = catalog.get(runtime);
      await family.prepare(runtime, codeId === undefined ? undefined : await code.folder(codeId));
    },
    retire: (configId) => pools.retire(configId),
    expect: (fn) => expectFunction(fn, poolDependencies),
    provision(fn, count) {
      if (count > 0 || pools.find(fn.configId)) pools.of(fn).provision(count);
    },
    provisioned: (configId) => pools.find(configId)?.provisioned ?? { ready: 0 },
    setUnreserved: (scope, count) => limits.setUnreserved(scope, count),
    runtimes: () => catalog.statuses(),
    async reset() {
      await shutdownAll(
        new BrumeError('ERR_STOPPED', 'Brume was reset while the function was running.'),
      );
      await code.clear();
    },
    stop: () =>
      (stopping ??= shutdownAll(stoppedError()).finally(() => {
        poolDependencies.standBy?.close();
        return driver.close();
      })),
  };
}

function awsNamesOf({
  ids,
  cacheDir,
  certificate,
  endpointUrl,
}: LambdaRuntimeDependencies): AwsNames | undefined {
  return (
    certificate && {
      ids,
      serve: (connection) => forwardTo(endpointUrl())(connection),
      trustFolder: async () => prepareTrustFolder(cacheDir, await certificate(), ids),
    }
  );
}

function makePoolDependencies(
  deps: LambdaRuntimeDependencies,
  {
    code,
    catalog,
    ...parts
  }: Pick<PoolDependencies, 'driver' | 'egress' | 'writer' | 'limits' | 'instancesDir'> & {
    code: CodeStore;
    catalog: RuntimeCatalog;
  },
): PoolDependencies {
  const { clock, ids, log } = deps;
  const { instancesDir } = parts;
  const fifos = createFifoStore({ dir: join(deps.workDir, 'pipes'), log });
  return {
    ...parts,
    clock,
    ids,
    log,
    gate: createStartGate({ clock }),
    keepAliveMs: deps.keepAliveMs,
    fifos,
    standBy: deps.standBy ? createStandBy({ clock, ids, log, fifos, instancesDir }) : undefined,
    codeFolder: (codeId) => code.folder(codeId),
    layerFolder: (layerIds) => code.layers(layerIds),
    program: async (fn, taskDir, optDir) => catalog.get(fn.runtime).program(fn, taskDir, optDir),
    credentials: deps.credentials,
    endpointUrl: deps.endpointUrl,
    onLogStream: deps.onLogStream,
  };
}

function stoppedError(): BrumeError {
  return new BrumeError('ERR_STOPPED', 'Brume stopped while the function was running.', {
    hint: 'Start it again and repeat the invocation.',
  });
}
