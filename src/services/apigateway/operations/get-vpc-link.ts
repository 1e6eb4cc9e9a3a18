import { operation } from '../../define-service.ts';
import { getVpcLinkRecord } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html */
export const getVpcLink = operation('apigateway', 'GetVpcLink', ({ vpcLinkId }, { store }) =>
  getVpcLinkRecord(store, vpcLinkId),
);
