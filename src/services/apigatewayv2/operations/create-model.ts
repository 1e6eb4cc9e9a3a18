import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { assertWebSocket } from '../errors.ts';
import { assertModel, assertModelName } from '../model.ts';
import { type ModelRecord, models } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models.html#CreateModel */
export const createModel = operation('apigatewayv2', 'CreateModel', (input, context) =>
  changeApi(context, input.ApiId, async (tx, api) => {
    assertWebSocket(api, 'CreateModel');
    const { ApiId } = api;
    const Name = input.Name ?? '';
    assertModel({ ...input, Name });
    await assertModelName(tx, ApiId, Name);
    const model: ModelRecord = {
      ContentType: input.ContentType ?? 'application/json',
      Description: input.Description,
      ModelId: context.ids.pick(LOWER_ALPHANUMERIC, 6),
      Name,
      Schema: input.Schema,
    };
    tx.put(models, [ApiId, model.ModelId], model);
    await autoDeploy(tx, context, ApiId);
    return model;
  }),
);
