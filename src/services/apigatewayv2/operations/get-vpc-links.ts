import { operation } from '../../define-service.ts';
import { readPage } from '../page.ts';
import { vpcLinks } from '../store.ts';
import { toVpcLink } from '../vpc-link.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks.html#GetVpcLinks */
export const getVpcLinks = operation('apigatewayv2', 'GetVpcLinks', async (input, context) => {
  const { values, ...next } = await readPage(context, vpcLinks, [], input);
  return { Items: values.map(toVpcLink), ...next };
});
