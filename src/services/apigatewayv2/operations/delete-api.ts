import { operation } from '../../define-service.ts';
import { apiOwners } from '../../execute-api/api-owners.ts';
import { domainsOf } from '../../execute-api/domains/change-domain.ts';
import { changeApi } from '../change-api.ts';
import { badRequest } from '../errors.ts';
import {
  apis,
  authorizers,
  deployments,
  integrationResponses,
  integrations,
  models,
  routeResponses,
  routes,
  snapshots,
  stages,
} from '../store.ts';

const TABLES = [
  routes,
  routeResponses,
  integrations,
  integrationResponses,
  authorizers,
  models,
  stages,
  deployments,
  snapshots,
];

/** The API with all that belongs to it; not while a custom domain has it. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#DeleteApi */
export const deleteApi = operation('apigatewayv2', 'DeleteApi', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    if ((await domainsOf(tx, context, ApiId)).length > 0)
      throw badRequest(
        `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`,
      );
    const prefix = [ApiId];
    for (const table of TABLES)
      for (const { key } of await tx.scan<unknown>(table, { prefix })) tx.delete(table, key);
    tx.delete(apis, prefix);
    tx.delete(apiOwners, prefix);
    return {};
  }),
);
