import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { conflict } from '../errors.ts';
import { getModelRecord } from '../model.ts';
import { models, routes } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-models-modelid.html#DeleteModel */
export const deleteModel = operation('apigatewayv2', 'DeleteModel', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const { ModelId, Name } = await getModelRecord(tx, ApiId, input.ModelId);
    for (const { value } of await tx.scan(routes, { prefix: [ApiId] }))
      if (Object.values(value.RequestModels ?? {}).includes(Name))
        throw conflict(`Cannot delete model '${Name}', is referenced in route: ${value.RouteKey}`);
    tx.delete(models, [ApiId, ModelId]);
    await autoDeploy(tx, context, ApiId);
    return {};
  }),
);
