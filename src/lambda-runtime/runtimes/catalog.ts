import type { RuntimeStatus } from '../interface.ts';
import { createDotnetFamily } from './dotnet/family.ts';
import { createJavaFamily } from './java/family.ts';
import { createNodeFamily } from './node/family.ts';
import { createProvidedFamily } from './provided/family.ts';
import { createPythonFamily } from './python/family.ts';
import { createRubyFamily } from './ruby/family.ts';
import type { RuntimeFamily } from './runtime.ts';
import { refuseRuntime } from './unsupported.ts';

/** All runtimes, by identifier. */
export interface RuntimeCatalog {
  /** @throws BrumeError ERR_RUNTIME_ENDED, ERR_RUNTIME_UNKNOWN */
  get(identifier: string): RuntimeFamily;
  statuses(): Promise<RuntimeStatus[]>;
}

/** @param cacheDir downloads that outlive stacks */
export function createRuntimeCatalog(cacheDir: string): RuntimeCatalog {
  const byIdentifier = new Map<string, RuntimeFamily>();
  const families = [
    createNodeFamily(cacheDir),
    createJavaFamily(cacheDir),
    createRubyFamily(),
    createDotnetFamily(),
    createPythonFamily(cacheDir),
    createProvidedFamily(),
  ];
  for (const family of families) {
    for (const identifier of family.identifiers) byIdentifier.set(identifier, family);
  }
  return {
    get: (identifier) => byIdentifier.get(identifier) ?? refuseRuntime(identifier),
    statuses: () =>
      Promise.all([...byIdentifier].map(([identifier, family]) => family.status(identifier))),
  };
}
