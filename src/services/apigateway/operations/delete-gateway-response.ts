import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { assertResponseType } from '../gateway-response.ts';
import { gatewayResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const deleteGatewayResponse = operation(
  'apigateway',
  'DeleteGatewayResponse',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, assertResponseType(input.responseType)];
      if (!(await tx.get(gatewayResponses, key))) throw notFoundOf('gatewayResponse');
      tx.delete(gatewayResponses, key);
      return {};
    }),
);
