import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { assertGatewayResponse } from '../gateway-response.ts';
import { type GatewayResponseRecord, gatewayResponses } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const putGatewayResponse = operation('apigateway', 'PutGatewayResponse', (input, context) =>
  changeRestApi(context, input.restApiId, (tx, api) => {
    const { restApiId: _api, responseType, ...members } = input;
    assertGatewayResponse({ responseType, ...members });
    const record: GatewayResponseRecord = {
      ...members,
      responseType: responseType ?? 'DEFAULT_4XX',
      defaultResponse: false,
    };
    tx.put(gatewayResponses, [api.id, record.responseType], record);
    return record;
  }),
);
