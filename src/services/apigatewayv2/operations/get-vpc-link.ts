import { operation } from '../../define-service.ts';
import { getVpcLinkRecord, toVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html#GetVpcLink */
export const getVpcLink = operation('apigatewayv2', 'GetVpcLink', async (input, context) =>
  toVpcLink(await getVpcLinkRecord(context.store, input.VpcLinkId)),
);
