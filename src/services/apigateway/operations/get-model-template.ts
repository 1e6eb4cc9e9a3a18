import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { flattenModel, modelNotFound } from '../model.ts';
import { sketchTemplate } from '../model-template.ts';
import { models } from '../store.ts';

/** AWS documents no form of the template; it only has to run. https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html */
export const getModelTemplate = operation(
  'apigateway',
  'GetModelTemplate',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const all = (await context.store.scan(models, { prefix: [id] })).map(({ value }) => value);
    const model = all.find((each) => each.name === input.modelName);
    if (!model) throw modelNotFound(input.modelName);
    const { schema = '{}' } = flattenModel(model, all);
    return { value: sketchTemplate(JSON.parse(schema) as Record<string, unknown>) };
  },
);
