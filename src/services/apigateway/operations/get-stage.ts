import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { toStage } from '../stage.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStage.html */
export const getStage = operation('apigateway', 'GetStage', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const stage = await context.store.get(stages, [id, input.stageName ?? '']);
  if (!stage) throw notFoundOf('stage');
  return toStage(stage);
});
