import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { withMapping } from '../../execute-api/domains/mapping.ts';
import { type ApiMappingRecord, domainRoutes } from '../../execute-api/domains/store.ts';
import { assertMapping, conflictMessage, toBasePathMapping, toPath } from '../base-path-mapping.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html */
export const createBasePathMapping = operation(
  'apigateway',
  'CreateBasePathMapping',
  (input, context) =>
    changeDomain(context, input.domainName, async (tx, { routes }, key) => {
      const mapping: ApiMappingRecord = {
        id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
        path: toPath(input.basePath),
        apiId: input.restApiId ?? '',
        // An empty stage is none: callers name it in the path.
        ...(input.stage && { stage: input.stage }),
      };
      await assertMapping(context, mapping);
      const message = conflictMessage(mapping.path);
      const mappings = withMapping(routes.mappings, mapping, message);
      tx.put(domainRoutes, key, { ...routes, mappings });
      return toBasePathMapping(mapping);
    }),
);
