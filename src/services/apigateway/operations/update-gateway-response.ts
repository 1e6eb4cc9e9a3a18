import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import {
  assertGatewayResponse,
  assertResponseType,
  defaultGatewayResponse,
  gatewayResponsePatch,
} from '../gateway-response.ts';
import { applyPatch } from '../patch.ts';
import { gatewayResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
export const updateGatewayResponse = operation(
  'apigateway',
  'UpdateGatewayResponse',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const type = assertResponseType(input.responseType);
      const before =
        (await tx.get(gatewayResponses, [api.id, type])) ?? defaultGatewayResponse(type);
      const updated = {
        ...applyPatch(before, input.patchOperations, gatewayResponsePatch),
        defaultResponse: false,
      };
      assertGatewayResponse(updated);
      tx.put(gatewayResponses, [api.id, type], updated);
      return updated;
    }),
);
