import { operation } from '../../define-service.ts';
import { readPage } from '../page.ts';
import { vpcLinks } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html */
export const getVpcLinks = operation('apigateway', 'GetVpcLinks', (input, context) =>
  readPage(context, vpcLinks, [], input),
);
