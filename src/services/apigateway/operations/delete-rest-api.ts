import { operation } from '../../define-service.ts';
import { restApiOwners } from '../../execute-api/api-owners.ts';
import { domainsOf } from '../../execute-api/domains/change-domain.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest } from '../errors.ts';
import { partsOfApi, restApis } from '../store.ts';

/** The API with all that belongs to it; not while a custom domain has it. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const deleteRestApi = operation('apigateway', 'DeleteRestApi', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, { id }) => {
    const mapped = await domainsOf(tx, context, id);
    if (mapped.length > 0)
      throw badRequest(
        `Deleting RestApi ${id} failed. Please remove all base path mappings related to the RestApi in your domains: ${mapped.join(', ')}`,
      );
    for (const table of partsOfApi)
      for (const { key } of await tx.scan(table, { prefix: [id] })) tx.delete(table, key);
    tx.delete(restApis, [id]);
    tx.delete(restApiOwners, [id]);
    return {};
  }),
);
