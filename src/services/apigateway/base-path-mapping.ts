import type { BasePathMapping } from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import { assertMappingPath } from '../execute-api/domains/mapping.ts';
import type { ApiMappingRecord, DomainRoutes } from '../execute-api/domains/store.ts';
import { badRequest, notFound } from './errors.ts';
import { type PatchRules, text } from './patch.ts';
import { restApis, stages } from './store.ts';

/** How the root is written in paths, where nothing cannot stand. */
const NO_PATH = '(none)';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateBasePathMapping-Patch */
export const basePathMappingPatch: PatchRules = {
  '/basePath': text('path'),
  '/restapiId': text('apiId'),
  '/restApiId': text('apiId'),
  '/stage': text('stage'),
};

/** As the API's operations return it. Mappings that v2 made are among them. */
export function toBasePathMapping({ apiId, path, stage }: ApiMappingRecord): BasePathMapping {
  return {
    basePath: path === '' ? NO_PATH : path,
    restApiId: apiId,
    ...(stage !== undefined && { stage }),
  };
}

export function toPath(basePath: string | undefined): string {
  return basePath === undefined || basePath === NO_PATH ? '' : basePath;
}

/** @throws NotFoundException */
export function findMapping(
  { mappings }: DomainRoutes,
  basePath: string | undefined,
): ApiMappingRecord {
  const path = toPath(basePath);
  const found = mappings.find((each) => each.path === path);
  if (!found) throw notFound('Invalid base path mapping identifier specified');
  return found;
}

/** @throws BadRequestException */
export async function assertMapping(
  { store }: Context,
  { apiId, path, stage }: ApiMappingRecord,
): Promise<void> {
  assertMappingPath(path, 'v1');
  if (!(await store.get(restApis, [apiId])))
    throw badRequest('Invalid REST API identifier specified');
  if (stage !== undefined && !(await store.get(stages, [apiId, stage])))
    throw badRequest('Invalid stage identifier specified');
}

/** What AWS says when a path is taken. */
export function conflictMessage(path: string): string {
  return path === ''
    ? 'Only one base path mapping is allowed if the base path is empty.'
    : 'Base path already exists for this domain name';
}
