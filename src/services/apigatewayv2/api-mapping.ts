import type { ApiMapping } from '@aws-sdk/client-apigatewayv2';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import type { ApiMappingRecord, DomainRoutes } from '../execute-api/domains/store.ts';
import { badRequest } from './errors.ts';
import { apis, stages } from './store.ts';

export const MAPPING_EXISTS = 'ApiMapping key already exists for this domain name';

/** As the API's operations return it. */
export function toApiMapping({ apiId, id, path, stage }: ApiMappingRecord): ApiMapping {
  return { ApiId: apiId, ApiMappingId: id, ApiMappingKey: path, Stage: stage };
}

/** @throws NotFoundException */
export function findMapping({ mappings }: DomainRoutes, id: string | undefined): ApiMappingRecord {
  const found = mappings.find((each) => each.id === id);
  if (!found)
    throw serviceError(
      'apigatewayv2',
      'NotFoundException',
      'Invalid API mapping identifier specified',
    );
  return found;
}

/** Of an HTTP API or a REST API. @throws BadRequestException */
export async function assertStageExists(
  context: Context,
  apiId: string,
  stage: string,
): Promise<void> {
  const isOurs = await context.store.get(apis, [apiId]);
  const isThere = isOurs
    ? (await context.store.get(stages, [apiId, stage])) !== undefined
    : await hasRestStage(context, apiId, stage);
  if (!isThere) throw badRequest('Invalid stage identifier specified');
}

async function hasRestStage(context: Context, apiId: string, stage: string): Promise<boolean> {
  try {
    await context.call('apigateway', 'GetRestApi', { restApiId: apiId });
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NotFoundException')
      throw badRequest('Invalid API identifier specified');
    throw error;
  }
  try {
    await context.call('apigateway', 'GetStage', { restApiId: apiId, stageName: stage });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NotFoundException') return false;
    throw error;
  }
}
