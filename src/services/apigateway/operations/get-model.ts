import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { flattenModel, modelNotFound } from '../model.ts';
import { models } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const getModel = operation('apigateway', 'GetModel', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const model = await context.store.get(models, [id, input.modelName ?? '']);
  if (!model) throw modelNotFound(input.modelName);
  if (!input.flatten) return model;
  const all = (await context.store.scan(models, { prefix: [id] })).map(({ value }) => value);
  return flattenModel(model, all);
});
