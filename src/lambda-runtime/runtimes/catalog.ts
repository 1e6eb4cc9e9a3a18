import type { RuntimeStatus } from '../interface.ts';
import { createNodeFamily, refuseUnknownRuntime } from './node/family.ts';
import type { RuntimeFamily } from './runtime.ts';

/** All runtimes, by identifier. */
export interface RuntimeCatalog {
  /** @throws BrumeError ERR_RUNTIME_UNKNOWN */
  get(identifier: string): RuntimeFamily;
  statuses(): Promise<RuntimeStatus[]>;
}

export function createRuntimeCatalog(cacheDir: string): RuntimeCatalog {
  const families: readonly RuntimeFamily[] = [createNodeFamily(cacheDir)];
  const byIdentifier = new Map(
    families.flatMap((family) => family.identifiers.map((identifier) => [identifier, family])),
  );
  return {
    get: (identifier) => byIdentifier.get(identifier) ?? refuseUnknownRuntime(identifier),
    statuses: () =>
      Promise.all([...byIdentifier].map(([identifier, family]) => family.status(identifier))),
  };
}
