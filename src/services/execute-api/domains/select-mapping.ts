import type { ApiMappingRecord } from './store.ts';

/** Where a request to a custom domain goes, and which part of its path is the mapping's. */
export interface MappedPath {
  /** `v1/orders`, or empty for the root. */
  basePath: string;
  apiId: string;
  /** Undefined: the first segment of `rest` names it. */
  stage: string | undefined;
  /** What follows the base path, beginning with `/`. */
  rest: string;
  /** The whole path as sent. */
  sent: string;
}

/** Longest paths first, as requests are matched; the root comes last. */
export function sortMappings(mappings: readonly ApiMappingRecord[]): ApiMappingRecord[] {
  return mappings.toSorted((a, b) => b.path.length - a.path.length);
}

/**
 * The mapping with the longest path that the request's path begins with, whole segments only.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 * @param sorted by `sortMappings`
 */
export function selectMapping(
  sorted: readonly ApiMappingRecord[],
  path: string,
): MappedPath | undefined {
  for (const { apiId, path: basePath, stage } of sorted) {
    const rest = basePath === '' ? path : restBehind(path, basePath);
    if (rest !== undefined) return { basePath, apiId, stage, rest, sent: path };
  }
  return undefined;
}

function restBehind(path: string, basePath: string): string | undefined {
  if (!path.startsWith(basePath, 1)) return undefined;
  const rest = path.slice(basePath.length + 1);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}
