import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { getModelRecord } from '../model.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html#GetModel */
export const getModel = operation('apigatewayv2', 'GetModel', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  return getModelRecord(context.store, ApiId, input.ModelId);
});
