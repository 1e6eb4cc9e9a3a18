import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeDomain } from '../../execute-api/domains/change-domain.ts';
import { assertMappingPath, withMapping } from '../../execute-api/domains/mapping.ts';
import { type ApiMappingRecord, domainRoutes } from '../../execute-api/domains/store.ts';
import { assertStageExists, MAPPING_EXISTS, toApiMapping } from '../api-mapping.ts';

/** Of an HTTP API or a REST API. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html#CreateApiMapping */
export const createApiMapping = operation('apigatewayv2', 'CreateApiMapping', (input, context) =>
  changeDomain(context, input.DomainName, async (tx, { routes }, key) => {
    const { ApiId: apiId = '', ApiMappingKey: path = '', Stage: stage = '' } = input;
    assertMappingPath(path, 'v2');
    await assertStageExists(context, apiId, stage);
    const id = context.ids.pick(LOWER_ALPHANUMERIC, 6);
    const mapping: ApiMappingRecord = { id, path, apiId, stage };
    const mappings = withMapping(routes.mappings, mapping, MAPPING_EXISTS);
    tx.put(domainRoutes, key, { ...routes, mappings });
    return toApiMapping(mapping);
  }),
);
