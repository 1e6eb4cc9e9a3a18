import type { Context } from '../context.ts';
import { parseArn } from '../../platform/arn.ts';
import { badRequest } from './errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const MOST_TAGS = 50;

export type TaggedResource =
  | { kind: 'api'; apiId: string }
  | { kind: 'stage'; apiId: string; stageName: string }
  | { kind: 'domain'; name: string }
  | { kind: 'vpc-link'; id: string };

/**
 * `arn:aws:apigateway:us-east-1::/apis/<id>[/stages/<name>]`, `…/domainnames/<name>`, `…/vpclinks/<id>`.
 * @throws BadRequestException
 */
export function parseTaggedResource(context: Context, arn: string | undefined): TaggedResource {
  const parsed = parseArn(arn ?? '');
  const [root, collection, id = '', part, name = '', ...rest] = parsed?.resource.split('/') ?? [];
  const isOurs = parsed?.service === 'apigateway' && parsed.region === context.region;
  if (!isOurs || root !== '' || id === '' || rest.length > 0) throw invalidArn();
  if (collection === 'apis' && part === 'stages' && name !== '')
    return { kind: 'stage', apiId: id, stageName: name };
  if (part !== undefined) throw invalidArn();
  if (collection === 'apis') return { kind: 'api', apiId: id };
  if (collection === 'domainnames') return { kind: 'domain', name: id };
  if (collection === 'vpclinks') return { kind: 'vpc-link', id };
  throw invalidArn();
}

function invalidArn(): Error {
  return badRequest('Invalid ARN specified in the request');
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
