import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { domainRoutes } from '../../execute-api/domains/store.ts';
import { findMapping } from '../api-mapping.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#DeleteApiMapping */
export const deleteApiMapping = operation('apigatewayv2', 'DeleteApiMapping', (input, context) =>
  changeDomain(context, input.DomainName, (tx, { routes }, key) => {
    const { id } = findMapping(routes, input.ApiMappingId);
    const mappings = routes.mappings.filter((each) => each.id !== id);
    tx.put(domainRoutes, key, { ...routes, mappings });
    return {};
  }),
);
