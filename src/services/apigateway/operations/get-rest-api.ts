import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toRestApi } from '../rest-api.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const getRestApi = operation('apigateway', 'GetRestApi', async (input, context) =>
  toRestApi(await getRestApiRecord(context, input.restApiId)),
);
