import type { Method, Resource } from '@aws-sdk/client-api-gateway';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { badRequest, conflict, notFoundOf } from './errors.ts';
import { type PatchRules, text } from './patch.ts';
import { type ResourceRecord, resources } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const MOST_RESOURCES = 300;
const PATH_PART = /^(?:[a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\+?\})$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateResource-Patch */
export const resourcePatch: PatchRules = {
  '/pathPart': text('pathPart'),
  '/parentId': text('parentId'),
};

/** As the API's operations return it. @param embed whether methods come with all that is in them */
export function toResource(record: ResourceRecord, embed: readonly string[] = []): Resource {
  const { resourceMethods, ...resource } = record;
  const methods = Object.entries(resourceMethods);
  if (methods.length === 0) return resource;
  const isWhole = embed.includes('methods');
  return {
    ...resource,
    resourceMethods: Object.fromEntries(
      methods.map(([name, method]) => [name, isWhole ? method : {}]),
    ),
  };
}

/** @throws BadRequestException, ConflictException */
export function placeResource(
  all: readonly ResourceRecord[],
  { parentId, pathPart, id }: { parentId: string; pathPart: string; id: string },
): ResourceRecord {
  const parent = all.find((each) => each.id === parentId);
  if (!parent) throw notFoundOf('resource');
  if (!PATH_PART.test(pathPart))
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  if (parent.pathPart?.endsWith('+}'))
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.path}`,
    );
  const siblings = all.filter((each) => each.parentId === parentId && each.id !== id);
  if (siblings.some((each) => each.pathPart === pathPart))
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  if (pathPart.startsWith('{')) assertVariable(siblings, parent, pathPart);
  if (all.length >= MOST_RESOURCES && !all.some((each) => each.id === id))
    throw badRequest(`Maximum number of resources for this API has been reached`);
  const path = parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
  return { id, parentId, pathPart, path, resourceMethods: {} };
}

/** One variable per place, so that a path leads to one resource; greedy beside single is allowed. */
function assertVariable(
  siblings: readonly ResourceRecord[],
  parent: ResourceRecord,
  pathPart: string,
): void {
  const isGreedy = pathPart.endsWith('+}');
  const rival = siblings.find(
    ({ pathPart: other = '' }) => other.startsWith('{') && other.endsWith('+}') === isGreedy,
  );
  if (rival)
    throw badRequest(
      `A sibling (${rival.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  const name = pathPart.slice(1, isGreedy ? -2 : -1);
  if (parent.path.split('/').some((each) => each === `{${name}}`))
    throw badRequest(`The path variable ${name} is already used by a parent of this resource`);
}

/** @throws NotFoundException */
export async function getResourceRecord(
  from: Pick<StoreTransaction, 'get'> | Context['store'],
  apiId: string | undefined,
  resourceId: string | undefined,
): Promise<ResourceRecord> {
  const resource = await from.get(resources, [apiId ?? '', resourceId ?? '']);
  if (!resource) throw notFoundOf('resource');
  return resource;
}

/** @throws NotFoundException */
export function methodOf(resource: ResourceRecord, httpMethod: string | undefined): Method {
  const name = (httpMethod ?? '').toUpperCase();
  const method = Object.hasOwn(resource.resourceMethods, name)
    ? resource.resourceMethods[name]
    : undefined;
  if (!method) throw notFoundOf('method');
  return method;
}
