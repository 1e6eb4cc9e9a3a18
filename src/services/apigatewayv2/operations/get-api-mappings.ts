import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { toApiMapping } from '../api-mapping.ts';
import { pageOf } from '../page.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#GetApiMappings */
export const getApiMappings = operation(
  'apigatewayv2',
  'GetApiMappings',
  async (input, context) => {
    const { routes } = await getDomain(context, input.DomainName);
    const { values, ...next } = pageOf(routes.mappings, (each) => each.id, input);
    return { Items: values.map(toApiMapping), ...next };
  },
);
