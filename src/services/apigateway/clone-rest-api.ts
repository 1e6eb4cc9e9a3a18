import type { StoreTransaction } from '../store.ts';
import { partsOf } from './documentation.ts';
import { takeSnapshot } from './deployment.ts';
import {
  authorizers,
  documentationParts,
  gatewayResponses,
  models,
  resources,
  type RestApiRecord,
  validators,
} from './store.ts';

/** Copies what an API is made of, but not what was deployed of it. Ids stay: they are the API's own. */
export async function cloneParts(
  tx: StoreTransaction,
  source: RestApiRecord,
  target: RestApiRecord,
): Promise<void> {
  const parts = await takeSnapshot(tx, source);
  // The root resource is the one with another id.
  const idOf = (id: string): string => (id === source.rootResourceId ? target.rootResourceId : id);
  for (const { id, parentId, ...resource } of parts.resources)
    tx.put(resources, [target.id, idOf(id)], {
      ...resource,
      id: idOf(id),
      ...(parentId !== undefined && { parentId: idOf(parentId) }),
    });
  for (const { schema, ...model } of parts.models)
    tx.put(models, [target.id, model.name], {
      ...model,
      // Models refer to each other by addresses that name their API.
      schema: schema?.replaceAll(
        `/restapis/${source.id}/models/`,
        `/restapis/${target.id}/models/`,
      ),
    });
  for (const each of parts.validators) tx.put(validators, [target.id, each.id], each);
  for (const each of parts.authorizers) tx.put(authorizers, [target.id, each.id], each);
  for (const each of parts.gatewayResponses)
    tx.put(gatewayResponses, [target.id, each.responseType], each);
  for (const each of await partsOf(tx, source.id))
    tx.put(documentationParts, [target.id, each.id], each);
}
