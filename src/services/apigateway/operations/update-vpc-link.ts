import { operation } from '../../define-service.ts';
import { applyPatch } from '../patch.ts';
import { vpcLinks } from '../store.ts';
import { assertVpcLink, getVpcLinkRecord, vpcLinkPatch } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html */
export const updateVpcLink = operation(
  'apigateway',
  'UpdateVpcLink',
  ({ patchOperations, vpcLinkId = '' }, { store }) =>
    store.transact([[vpcLinks, [vpcLinkId]]], async (tx) => {
      const before = await getVpcLinkRecord(tx, vpcLinkId);
      const updated = applyPatch(before, patchOperations, vpcLinkPatch);
      assertVpcLink(updated);
      tx.put(vpcLinks, [vpcLinkId], updated);
      return updated;
    }),
);
