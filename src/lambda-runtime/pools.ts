import type { BrumeError } from '../platform/errors.ts';
import type { CodeStore } from './code-store.ts';
import type { FunctionVersion } from './interface.ts';
import { Pool, type PoolDependencies } from './pool.ts';

/** The pools of all function versions, by `configId`. */
export interface Pools {
  of(fn: FunctionVersion): Pool;
  find(configId: string): Pool | undefined;
  /** Lets what the pool's instances run finish, then ends them. */
  retire(configId: string): void;
  /** Ends everything, invocations included. */
  shutdownAll(reason: BrumeError): Promise<void>;
}

/**
 * @param code is held for as long as a pool may need it
 * @param assertOpen throws when no new pool may be made any more
 */
export function createPools(
  deps: PoolDependencies,
  code: Pick<CodeStore, 'hold' | 'release'>,
  assertOpen: () => void,
): Pools {
  const pools = new Map<string, Pool>();
  /** Retired, but something of theirs may still run. */
  const retiring = new Set<Pool>();
  return {
    of(fn) {
      const known = pools.get(fn.configId);
      if (known) return known;
      assertOpen();
      code.hold(fn);
      const pool: Pool = new Pool(fn, deps, () => {
        retiring.delete(pool);
        code.release(fn);
      });
      pools.set(fn.configId, pool);
      return pool;
    },
    find: (configId) => pools.get(configId),
    retire(configId) {
      const pool = pools.get(configId);
      if (!pool) return;
      pools.delete(configId);
      retiring.add(pool);
      pool.retire();
    },
    async shutdownAll(reason) {
      const all = [...pools.values(), ...retiring];
      pools.clear();
      retiring.clear();
      await Promise.all(all.map((pool) => pool.shutdown(reason)));
    },
  };
}
