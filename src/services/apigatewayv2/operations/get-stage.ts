import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { toStage } from '../stage.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html#GetStage */
export const getStage = operation('apigatewayv2', 'GetStage', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const stage = await context.store.get(stages, [ApiId, input.StageName ?? '']);
  if (!stage) throw notFound('stage');
  return toStage(stage);
});
