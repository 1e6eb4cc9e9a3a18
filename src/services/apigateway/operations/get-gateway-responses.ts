import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { defaultGatewayResponse, RESPONSE_TYPES } from '../gateway-response.ts';
import { gatewayResponses } from '../store.ts';

/** All types in one answer, the API's own in place of AWS's. https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const getGatewayResponses = operation(
  'apigateway',
  'GetGatewayResponses',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const own = new Map(
      (await context.store.scan(gatewayResponses, { prefix: [id] })).map(({ value }) => [
        value.responseType,
        value,
      ]),
    );
    return { items: RESPONSE_TYPES.map((type) => own.get(type) ?? defaultGatewayResponse(type)) };
  },
);
