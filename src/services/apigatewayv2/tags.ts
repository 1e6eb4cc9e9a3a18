import type { Context } from '../context.ts';
import { parseArn } from '../../platform/arn.ts';
import { badRequest } from './errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const MOST_TAGS = 50;

/** An API, or one of its stages. */
export interface TaggedResource {
  apiId: string;
  stageName?: string;
}

/** `arn:aws:apigateway:us-east-1::/apis/<id>[/stages/<name>]`. @throws BadRequestException */
export function parseTaggedResource(context: Context, arn: string | undefined): TaggedResource {
  const parsed = parseArn(arn ?? '');
  const [, collection, apiId, stages, stageName, ...rest] = parsed?.resource.split('/') ?? [];
  const isStage = stages === 'stages' && stageName !== undefined && stageName !== '';
  const isWellFormed =
    parsed?.service === 'apigateway' &&
    parsed.region === context.region &&
    collection === 'apis' &&
    rest.length === 0 &&
    (stages === undefined || isStage);
  if (!isWellFormed || !apiId) throw badRequest('Invalid ARN specified in the request');
  return isStage ? { apiId, stageName } : { apiId };
}

/** @throws BadRequestException past the number of tags, or for the reserved prefix */
export function assertTags(tags: Readonly<Record<string, string>> | undefined): void {
  const entries = Object.entries(tags ?? {});
  if (entries.length > MOST_TAGS) throw badRequest(`A resource can have at most ${MOST_TAGS} tags`);
  for (const [key, value] of entries) {
    if (key.toLowerCase().startsWith('aws:'))
      throw badRequest('Tag keys cannot start with the reserved prefix aws:');
    if (key === '' || key.length > 128 || value.length > 256)
      throw badRequest('Tag keys are 1 to 128 characters long, values at most 256');
  }
}
