import { operation } from '../../define-service.ts';
import { vpcLinks } from '../store.ts';
import { changeVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#DeleteVpcLink */
export const deleteVpcLink = operation('apigatewayv2', 'DeleteVpcLink', (input, context) =>
  changeVpcLink(context, input.VpcLinkId, (tx, link) => {
    tx.delete(vpcLinks, [link.VpcLinkId]);
    return {};
  }),
);
