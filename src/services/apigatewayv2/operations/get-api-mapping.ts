import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { findMapping, toApiMapping } from '../api-mapping.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#GetApiMapping */
export const getApiMapping = operation('apigatewayv2', 'GetApiMapping', async (input, context) => {
  const { routes } = await getDomain(context, input.DomainName);
  return toApiMapping(findMapping(routes, input.ApiMappingId));
});
