import type { Context } from '../context.ts';
import { changeDomain, getDomain } from '../execute-api/domains/change-domain.ts';
import { domains } from '../execute-api/domains/store.ts';
import { changeApi, getApiRecord } from './change-api.ts';
import { notFound } from './errors.ts';
import { apis, stages, vpcLinks } from './store.ts';
import { parseTaggedResource } from './tags.ts';
import { changeVpcLink, getVpcLinkRecord } from './vpc-link.ts';

type Tags = Record<string, string>;

/** Changes the tags of whatever has some. @throws BadRequestException for a malformed ARN, NotFoundException */
export async function changeTags(
  context: Context,
  arn: string | undefined,
  change: (tags: Readonly<Tags>) => Tags,
): Promise<void> {
  const resource = parseTaggedResource(context, arn);
  if (resource.kind === 'domain')
    return changeDomain(context, resource.name, (tx, { domain }, key) =>
      tx.put(domains, key, { ...domain, tags: change(domain.tags) }),
    );
  if (resource.kind === 'vpc-link')
    return changeVpcLink(context, resource.id, (tx, link) =>
      tx.put(vpcLinks, [resource.id], { ...link, Tags: change(link.Tags ?? {}) }),
    );
  const { apiId } = resource;
  await changeApi(context, apiId, async (tx, api) => {
    if (resource.kind === 'api') {
      tx.put(apis, [apiId], { ...api, Tags: change(api.Tags ?? {}) });
      return;
    }
    const key = [apiId, resource.stageName];
    const stage = await tx.get(stages, key);
    if (!stage) throw notFound('stage');
    tx.put(stages, key, { ...stage, Tags: change(stage.Tags ?? {}) });
  });
}

/** @throws BadRequestException for a malformed ARN, NotFoundException */
export async function readTags(context: Context, arn: string | undefined): Promise<Tags> {
  const resource = parseTaggedResource(context, arn);
  if (resource.kind === 'domain') return (await getDomain(context, resource.name)).domain.tags;
  if (resource.kind === 'vpc-link')
    return (await getVpcLinkRecord(context.store, resource.id)).Tags ?? {};
  const api = await getApiRecord(context, resource.apiId);
  if (resource.kind === 'api') return api.Tags ?? {};
  const stage = await context.store.get(stages, [resource.apiId, resource.stageName]);
  if (!stage) throw notFound('stage');
  return stage.Tags ?? {};
}
