import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { toDomainName } from '../domain.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#GetDomainName */
export const getDomainName = operation('apigatewayv2', 'GetDomainName', async (input, context) =>
  toDomainName(context, (await getDomain(context, input.DomainName)).domain),
);
