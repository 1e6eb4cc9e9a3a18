import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertWebSocket } from '../errors.ts';
import {
  assertIntegration,
  assertIntegrationResponse,
  assertResponseKey,
} from '../integration-response.ts';
import { type IntegrationResponseRecord, integrationResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid-integrationresponses.html#CreateIntegrationResponse */
export const createIntegrationResponse = operation(
  'apigatewayv2',
  'CreateIntegrationResponse',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, api) => {
      assertWebSocket(api, 'CreateIntegrationResponse');
      const { ApiId } = api;
      const { ApiId: _api, IntegrationResponseKey = '', ...members } = input;
      const IntegrationId = await assertIntegration(tx, ApiId, input.IntegrationId);
      assertIntegrationResponse({ ...input, IntegrationResponseKey });
      await assertResponseKey(tx, [ApiId, IntegrationId], IntegrationResponseKey);
      const response: IntegrationResponseRecord = {
        ...members,
        IntegrationId,
        IntegrationResponseKey,
        IntegrationResponseId: context.ids.pick(LOWER_ALPHANUMERIC, 7),
      };
      tx.put(
        integrationResponses,
        [ApiId, IntegrationId, response.IntegrationResponseId],
        response,
      );
      await autoDeploy(tx, context, ApiId);
      return response;
    }),
);
