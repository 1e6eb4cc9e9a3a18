import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { getResourceRecord, placeResource, resourcePatch, toResource } from '../resource.ts';
import { type ResourceRecord, resources } from '../store.ts';

/** Moves or renames a resource with all below it. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
export const updateResource = operation('apigateway', 'UpdateResource', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const before = await getResourceRecord(tx, api.id, input.resourceId);
    const { parentId, pathPart } = applyPatch(before, input.patchOperations, resourcePatch);
    if (parentId === undefined || pathPart === undefined)
      throw badRequest('Root resource cannot be updated');
    const all = (await tx.scan(resources, { prefix: [api.id] })).map(({ value }) => value);
    const below = findBelow(all, before.id);
    if (parentId === before.id || below.some((each) => each.id === parentId))
      throw badRequest('Unable to move a resource below itself');
    const { path } = placeResource(all, { id: before.id, parentId, pathPart });
    const moved: ResourceRecord = { ...before, parentId, pathPart, path };
    tx.put(resources, [api.id, moved.id], moved);
    for (const each of below)
      tx.put(resources, [api.id, each.id], {
        ...each,
        path: path + each.path.slice(before.path.length),
      });
    return toResource(moved);
  }),
);

function findBelow(all: readonly ResourceRecord[], id: string): ResourceRecord[] {
  const children = all.filter((each) => each.parentId === id);
  return children.flatMap((each) => [each, ...findBelow(all, each.id)]);
}
