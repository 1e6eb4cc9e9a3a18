import { parseArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import type { Table } from '../store.ts';
import { domains } from '../execute-api/domains/store.ts';
import { badRequest, notFound } from './errors.ts';
import { apiKeys, clientCertificates, restApis, stages, usagePlans, vpcLinks } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html */
const MOST_TAGS = 50;

interface Tagged {
  tags?: Record<string, string> | undefined;
}

export interface TaggedResource {
  table: Table<Tagged>;
  key: string[];
  /** The API under whose lock the row changes; undefined for rows that no API owns. */
  apiId: string | undefined;
}

/**
 * `arn:aws:apigateway:us-east-1::/restapis/<id>[/stages/<name>]`, `…/apikeys/<id>`, `…/usageplans/<id>`,
 * `…/clientcertificates/<id>`, `…/vpclinks/<id>`, `…/domainnames/<name>`.
 * @throws BadRequestException, NotFoundException
 */
export function parseTaggedResource(context: Context, arn: string | undefined): TaggedResource {
  const parsed = parseArn(arn ?? '');
  const [, collection, id = '', part, name = '', ...rest] = parsed?.resource.split('/') ?? [];
  const isOurs = parsed?.service === 'apigateway' && parsed.region === context.region && id !== '';
  if (!isOurs || rest.length > 0) throw badRequest('Invalid ARN specified in the request');
  const asTagged = (table: unknown): Table<Tagged> => table as Table<Tagged>;
  if (collection === 'restapis' && part === undefined)
    return { table: asTagged(restApis), key: [id], apiId: id };
  if (collection === 'restapis' && part === 'stages' && name !== '')
    return { table: asTagged(stages), key: [id, name], apiId: id };
  if (part === undefined && collection === 'apikeys')
    return { table: asTagged(apiKeys), key: [id], apiId: undefined };
  if (part === undefined && collection === 'usageplans')
    return { table: asTagged(usagePlans), key: [id], apiId: undefined };
  if (part === undefined && collection === 'clientcertificates')
    return { table: asTagged(clientCertificates), key: [id], apiId: undefined };
  if (part === undefined && collection === 'vpclinks')
    return { table: asTagged(vpcLinks), key: [id], apiId: undefined };
  if (part === undefined && collection === 'domainnames')
    return { table: asTagged(domains), key: [id], apiId: undefined };
  throw badRequest('Invalid ARN specified in the request');
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

/** Changes the tags of a resource, under the lock of what owns it. @throws BadRequestException, NotFoundException */
export async function changeTags(
  context: Context,
  arn: string | undefined,
  change: (tags: Readonly<Record<string, string>>) => Record<string, string>,
): Promise<void> {
  const { table, key, apiId } = parseTaggedResource(context, arn);
  const lock = apiId === undefined ? [table, key] : [restApis, [apiId]];
  await context.store.transact([lock as [Table<unknown>, string[]]], async (tx) => {
    const record = await tx.get(table, key);
    if (!record) throw notFound('Invalid resource specified');
    const tags = change(record.tags ?? {});
    assertTags(tags);
    tx.put(table, key, { ...record, tags });
  });
}

/** @throws BadRequestException, NotFoundException */
export async function readTags(
  context: Context,
  arn: string | undefined,
): Promise<Record<string, string>> {
  const { table, key } = parseTaggedResource(context, arn);
  const record = await context.store.get(table, key);
  if (!record) throw notFound('Invalid resource specified');
  return record.tags ?? {};
}
