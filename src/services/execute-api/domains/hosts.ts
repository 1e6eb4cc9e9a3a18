import type { ServiceHost } from '../../context.ts';
import { sortMappings } from './select-mapping.ts';
import { type ApiMappingRecord, domainRoutes } from './store.ts';

/** Carries nothing: some custom domain has changed. */
export const DOMAINS_CHANGED = 'execute-api.domains-changed';

/** All custom domains of the stack in memory: every request to the port is asked for its host. */
export interface DomainHosts {
  /** The mappings of the domain, longest path first; undefined for a host that is no custom domain. */
  find(host: string): readonly ApiMappingRecord[] | undefined;
  /** Reads them again. */
  load(): Promise<void>;
}

export function createDomainHosts(host: ServiceHost): DomainHosts {
  let byName: ReadonlyMap<string, readonly ApiMappingRecord[]> = new Map();
  let started = 0;
  let shown = 0;
  return {
    find(name) {
      if (byName.size === 0) return undefined;
      const dot = name.indexOf('.');
      // `*.example.com` stands for one label, and a name of its own wins.
      return byName.get(name) ?? (dot < 0 ? undefined : byName.get(`*${name.slice(dot)}`));
    },
    async load() {
      const own = ++started;
      const { store } = host.context({ account: host.defaultAccount, region: host.defaultRegion });
      const rows = await store.scan(domainRoutes);
      // What a call that began later has read is newer.
      if (own < shown) return;
      shown = own;
      byName = new Map(
        rows.map(({ key, value }) => [String(key[0]), sortMappings(value.mappings)]),
      );
    },
  };
}
