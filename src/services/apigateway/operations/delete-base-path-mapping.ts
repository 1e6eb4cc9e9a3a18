import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { domainRoutes } from '../../execute-api/domains/store.ts';
import { findMapping } from '../base-path-mapping.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteBasePathMapping.html */
export const deleteBasePathMapping = operation(
  'apigateway',
  'DeleteBasePathMapping',
  (input, context) =>
    changeDomain(context, input.domainName, (tx, { routes }, key) => {
      const { id } = findMapping(routes, input.basePath);
      const mappings = routes.mappings.filter((each) => each.id !== id);
      tx.put(domainRoutes, key, { ...routes, mappings });
      return {};
    }),
);
