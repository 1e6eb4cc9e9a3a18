import type { IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { operation } from '../../define-service.ts';
import { changeMethod, integrationOf } from '../change-method.ts';
import { assertResponseMapping } from '../integration.ts';
import { assertStatusCode } from '../method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegrationResponse.html */
export const putIntegrationResponse = operation(
  'apigateway',
  'PutIntegrationResponse',
  (input, context) =>
    changeMethod(context, input, (method) => {
      const { restApiId: _a, resourceId: _r, httpMethod: _m, ...members } = input;
      const integration = integrationOf(method);
      assertStatusCode(members.statusCode);
      assertResponseMapping(members.responseParameters);
      const answer: IntegrationResponse = members;
      integration.integrationResponses ??= {};
      integration.integrationResponses[members.statusCode ?? ''] = answer;
      return { method, answer };
    }),
);
