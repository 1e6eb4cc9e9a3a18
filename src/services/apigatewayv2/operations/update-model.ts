import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertModel, assertModelName, getModelRecord } from '../model.ts';
import { type ModelRecord, models } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html#UpdateModel */
export const updateModel = operation('apigatewayv2', 'UpdateModel', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const before = await getModelRecord(tx, ApiId, input.ModelId);
    assertModel(input);
    const updated: ModelRecord = {
      ...before,
      ContentType: input.ContentType ?? before.ContentType,
      Description: input.Description ?? before.Description,
      Name: input.Name ?? before.Name,
      Schema: input.Schema ?? before.Schema,
    };
    await assertModelName(tx, ApiId, updated.Name, before.ModelId);
    tx.put(models, [ApiId, before.ModelId], updated);
    await autoDeploy(tx, context, ApiId);
    return updated;
  }),
);
