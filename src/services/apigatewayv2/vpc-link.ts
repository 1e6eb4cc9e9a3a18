import type { VpcLink } from '@aws-sdk/client-apigatewayv2';
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import type { StoreTransaction } from '../store.ts';
import { type IntegrationRecord, type VpcLinkRecord, vpcLinks } from './store.ts';

/** As the API's operations return it. */
export function toVpcLink({ createdAtEpochMs, ...link }: VpcLinkRecord): VpcLink {
  return {
    ...link,
    CreatedDate: new Date(createdAtEpochMs),
    VpcLinkStatus: 'AVAILABLE',
    // There is no network behind it: it says so itself.
    VpcLinkStatusMessage: 'VPC link is stored; integrations through it answer 503',
    VpcLinkVersion: 'V2',
  };
}

/** @throws NotFoundException */
export async function getVpcLinkRecord(
  from: Context['store'] | StoreTransaction,
  id: string | undefined,
): Promise<VpcLinkRecord> {
  const link = await from.get(vpcLinks, [id ?? '']);
  if (!link)
    throw serviceError('apigatewayv2', 'NotFoundException', 'Invalid VpcLink identifier specified');
  return link;
}

/** The link of a private integration must be there. @throws NotFoundException */
export async function assertVpcLink(
  tx: StoreTransaction,
  { ConnectionId }: Pick<IntegrationRecord, 'ConnectionId'>,
): Promise<void> {
  if (ConnectionId !== undefined) await getVpcLinkRecord(tx, ConnectionId);
}

/** @throws NotFoundException */
export function changeVpcLink<T>(
  { store }: Context,
  id: string | undefined,
  change: (tx: StoreTransaction, link: VpcLinkRecord) => T,
): Promise<T> {
  return store.transact([[vpcLinks, [id ?? '']]], async (tx) =>
    change(tx, await getVpcLinkRecord(tx, id)),
  );
}
