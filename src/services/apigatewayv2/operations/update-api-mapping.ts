import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { assertMappingPath, withMapping } from '../../execute-api/domains/mapping.ts';
import { type ApiMappingRecord, domainRoutes } from '../../execute-api/domains/store.ts';
import { assertStageExists, findMapping, MAPPING_EXISTS, toApiMapping } from '../api-mapping.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html#UpdateApiMapping */
export const updateApiMapping = operation('apigatewayv2', 'UpdateApiMapping', (input, context) =>
  changeDomain(context, input.DomainName, async (tx, { routes }, key) => {
    const before = findMapping(routes, input.ApiMappingId);
    const mapping: ApiMappingRecord = {
      id: before.id,
      path: input.ApiMappingKey ?? before.path,
      apiId: input.ApiId ?? before.apiId,
      stage: input.Stage ?? before.stage,
    };
    assertMappingPath(mapping.path, 'v2');
    await assertStageExists(context, mapping.apiId, mapping.stage ?? '');
    const mappings = withMapping(routes.mappings, mapping, MAPPING_EXISTS);
    tx.put(domainRoutes, key, { ...routes, mappings });
    return toApiMapping(mapping);
  }),
);
