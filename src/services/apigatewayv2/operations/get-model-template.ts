import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { toModelTemplate } from '../model-template.ts';
import { getModelRecord } from '../model.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid-template.html#GetModelTemplate */
export const getModelTemplate = operation(
  'apigatewayv2',
  'GetModelTemplate',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const { Schema = '{}' } = await getModelRecord(context.store, ApiId, input.ModelId);
    return { Value: toModelTemplate(Schema) };
  },
);
