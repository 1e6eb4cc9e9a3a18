import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { getIntegrationResponseRecord } from '../integration-response.ts';
import { integrationResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html#DeleteIntegrationResponse */
export const deleteIntegrationResponse = operation(
  'apigatewayv2',
  'DeleteIntegrationResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const found = await getIntegrationResponseRecord(tx, ApiId, input);
      const key = [ApiId, found.IntegrationId, found.IntegrationResponseId];
      tx.delete(integrationResponses, key);
      await autoDeploy(tx, context, ApiId);
      return {};
    }),
);
