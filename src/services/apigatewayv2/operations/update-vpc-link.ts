import { operation } from '../../define-service.ts';
import { vpcLinks } from '../store.ts';
import { changeVpcLink, toVpcLink } from '../vpc-link.ts';

/** Only its name. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#UpdateVpcLink */
export const updateVpcLink = operation('apigatewayv2', 'UpdateVpcLink', (input, context) =>
  changeVpcLink(context, input.VpcLinkId, (tx, link) => {
    const updated = { ...link, Name: input.Name ?? link.Name };
    tx.put(vpcLinks, [link.VpcLinkId], updated);
    return toVpcLink(updated);
  }),
);
