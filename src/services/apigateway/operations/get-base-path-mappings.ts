import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { toBasePathMapping } from '../base-path-mapping.ts';
import { pageOf } from '../page.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html */
export const getBasePathMappings = operation(
  'apigateway',
  'GetBasePathMappings',
  async (input, context) => {
    const { routes } = await getDomain(context, input.domainName);
    const { items, ...next } = pageOf(routes.mappings, (each) => each.id, input);
    return { items: items.map(toBasePathMapping), ...next };
  },
);
