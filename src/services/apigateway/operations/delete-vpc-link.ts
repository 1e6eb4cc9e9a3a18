import { operation } from '../../define-service.ts';
import { vpcLinks } from '../store.ts';
import { getVpcLinkRecord } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html */
export const deleteVpcLink = operation(
  'apigateway',
  'DeleteVpcLink',
  ({ vpcLinkId = '' }, { store }) =>
    store.transact([[vpcLinks, [vpcLinkId]]], async (tx) => {
      await getVpcLinkRecord(tx, vpcLinkId);
      tx.delete(vpcLinks, [vpcLinkId]);
      return {};
    }),
);
