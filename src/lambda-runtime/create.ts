import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BrumeError } from '../platform/errors.ts';
import { createCodeStore } from './code-store.ts';
import { createConcurrencyLimits } from './concurrency.ts';
import type { FunctionVersion, LambdaRuntime, LambdaRuntimeDependencies } from './interface.ts';
import { createLogWriter } from './log-writer.ts';
import { Pool, type PoolDependencies } from './pool.ts';
import { createRuntimeCatalog } from './runtimes/catalog.ts';
import { createDriverSlot } from './sandbox/driver-slot.ts';

/** Function execution on this machine; see README.md in this folder for the life of an invocation. */
export function createLambdaRuntime(deps: LambdaRuntimeDependencies): LambdaRuntime {
  const { clock, ids, log, engine } = deps;
  const egress = deps.egress ?? true;
  const driver = createDriverSlot(deps.sandbox ?? 'auto', {
    clock,
    egress,
    log,
    hostname: () => new URL(deps.endpointUrl()).hostname,
  });
  const writer = createLogWriter({ logs: engine.logs, clock, log });
  const code = createCodeStore({ blobs: engine.blobs, ids, codeDir: join(deps.workDir, 'code') });
  const catalog = createRuntimeCatalog(deps.cacheDir);
  const pools = new Map<string, Pool>();
  const instancesDir = join(deps.workDir, 'instances');
  rmSync(instancesDir, { recursive: true, force: true }); // what a crash left behind
  /** Retired, but something of theirs may still run. */
  const retiring = new Set<Pool>();
  let stopping: Promise<void> | undefined;

  const poolDependencies: PoolDependencies = {
    clock,
    ids,
    log,
    driver,
    egress,
    writer,
    limits: createConcurrencyLimits(deps.accountConcurrency),
    keepAliveMs: deps.keepAliveMs,
    instancesDir,
    codeFolder: (codeId) => code.folder(codeId),
    program: async (fn, taskDir) => catalog.get(fn.runtime).program(fn, taskDir),
    credentials: deps.credentials,
    endpointUrl: deps.endpointUrl,
    onLogStream: deps.onLogStream,
  };

  const poolOf = (fn: FunctionVersion): Pool => {
    const known = pools.get(fn.configId);
    if (known) return known;
    if (stopping) throw stoppedError();
    const pool = new Pool(fn, poolDependencies);
    pools.set(fn.configId, pool);
    return pool;
  };

  const shutdownAll = async (reason: BrumeError): Promise<void> => {
    const all = [...pools.values(), ...retiring];
    pools.clear();
    retiring.clear();
    await Promise.all(all.map((pool) => pool.shutdown(reason)));
    await writer.flush();
  };

  return {
    invoke(fn, request) {
      try {
        return poolOf(fn).invoke(request, fn.reservedConcurrency);
      } catch (error) {
        return Promise.reject(error); // not `async`: that would cost every warm invocation a promise
      }
    },
    storeCode: (zip) => code.store(zip),
    readZip: (codeId) => code.readZip(codeId),
    prepare: async (runtime) => catalog.get(runtime).prepare(runtime),
    retire(configId) {
      for (const pool of retiring) if (pool.size === 0) retiring.delete(pool);
      const pool = pools.get(configId);
      if (!pool) return;
      pools.delete(configId);
      retiring.add(pool);
      pool.retire();
    },
    runtimes: () => catalog.statuses(),
    async reset() {
      await shutdownAll(
        new BrumeError('ERR_STOPPED', 'Brume was reset while the function was running.'),
      );
      await code.clear();
    },
    stop: () => (stopping ??= shutdownAll(stoppedError()).finally(() => driver.close())),
  };
}

function stoppedError(): BrumeError {
  return new BrumeError('ERR_STOPPED', 'Brume stopped while the function was running.', {
    hint: 'Start it again and repeat the invocation.',
  });
}
