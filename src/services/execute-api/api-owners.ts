/** Whose an API is: an invoke URL names neither account nor region. Ids are unique across both API Gateways. */
import { defineTable, type RowRef, type StoreTransaction } from '../store.ts';

interface Owner {
  account: string;
  region: string;
}

/** `[apiId]`: HTTP and WebSocket APIs */
export const apiOwners = defineTable<Owner>({
  service: 'apigatewayv2',
  name: 'api-owners',
  scope: 'partition',
  version: 1,
});
/** `[apiId]`: REST APIs */
export const restApiOwners = defineTable<Owner>({
  service: 'apigateway',
  name: 'rest-api-owners',
  scope: 'partition',
  version: 1,
});

/** What a transaction locks that takes an id. */
export function ownerRows(apiId: string): RowRef[] {
  return [
    [apiOwners, [apiId]],
    [restApiOwners, [apiId]],
  ];
}

/** Whether an API of either kind has the id; ask under the lock of `ownerRows`. */
export async function isApiIdTaken(tx: StoreTransaction, apiId: string): Promise<boolean> {
  return (
    (await tx.get(apiOwners, [apiId])) !== undefined ||
    (await tx.get(restApiOwners, [apiId])) !== undefined
  );
}
