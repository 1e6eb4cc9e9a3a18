import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { assertResponseType, defaultGatewayResponse } from '../gateway-response.ts';
import { gatewayResponses } from '../store.ts';

/** The API's own, or AWS's. https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export const getGatewayResponse = operation(
  'apigateway',
  'GetGatewayResponse',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const type = assertResponseType(input.responseType);
    return (await context.store.get(gatewayResponses, [id, type])) ?? defaultGatewayResponse(type);
  },
);
