import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import {
  assertIntegrationResponse,
  assertResponseKey,
  getIntegrationResponseRecord,
} from '../integration-response.ts';
import { type IntegrationResponseRecord, integrationResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses-integrationresponseid.html#UpdateIntegrationResponse */
export const updateIntegrationResponse = operation(
  'apigatewayv2',
  'UpdateIntegrationResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      const before = await getIntegrationResponseRecord(tx, ApiId, input);
      const { IntegrationId, IntegrationResponseId } = before;
      assertIntegrationResponse(input);
      const { ApiId: _api, ...members } = input;
      const given = Object.entries(members).filter(([, value]) => value !== undefined);
      const updated: IntegrationResponseRecord = {
        ...before,
        ...(Object.fromEntries(given) as Partial<IntegrationResponseRecord>),
      };
      const key = updated.IntegrationResponseKey ?? '';
      await assertResponseKey(tx, [ApiId, IntegrationId], key, IntegrationResponseId);
      tx.put(integrationResponses, [ApiId, IntegrationId, IntegrationResponseId], updated);
      await autoDeploy(tx, context, ApiId);
      return updated;
    }),
);
