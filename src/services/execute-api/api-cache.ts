import type { ApiSource, DeployedApi } from './deployed-api.ts';

export interface ApiCache {
  find(apiId: string): DeployedApi | undefined | Promise<DeployedApi | undefined>;
  forget(apiId: string): void;
  forgetAll(): void;
}

/**
 * Compiled APIs in memory, so that a request reads nothing from the engine. What is forgotten while
 * it is being loaded is handed to those who wait for it, and never kept.
 */
export function createApiCache(source: ApiSource): ApiCache {
  const loaded = new Map<string, DeployedApi>();
  const loading = new Map<string, Promise<DeployedApi | undefined>>();

  const load = async (apiId: string): Promise<DeployedApi | undefined> => {
    const promise = source.find(apiId);
    loading.set(apiId, promise);
    try {
      const api = await promise;
      // Ids without an API are not kept: anyone can invent them.
      if (api && loading.get(apiId) === promise) loaded.set(apiId, api);
      return api;
    } finally {
      if (loading.get(apiId) === promise) loading.delete(apiId);
    }
  };

  return {
    find: (apiId) => loaded.get(apiId) ?? loading.get(apiId) ?? load(apiId),
    forget(apiId) {
      loaded.delete(apiId);
      loading.delete(apiId);
    },
    forgetAll() {
      loaded.clear();
      loading.clear();
    },
  };
}
