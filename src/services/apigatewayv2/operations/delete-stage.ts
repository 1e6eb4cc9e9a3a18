import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { dropSuperseded } from '../deployment.ts';
import { notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#DeleteStage */
export const deleteStage = operation('apigatewayv2', 'DeleteStage', (input, context) =>
  changeApi(context, input.ApiId, async (tx, { ApiId }) => {
    const key = [ApiId, input.StageName ?? ''];
    if (!(await tx.get(stages, key))) throw notFound('stage');
    tx.delete(stages, key);
    await dropSuperseded(tx, ApiId);
    return {};
  }),
);
