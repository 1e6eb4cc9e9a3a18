import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { readPage } from '../page.ts';
import { models } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const getModels = operation('apigateway', 'GetModels', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  return readPage(context, models, [id], input);
});
