import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { readPage } from '../page.ts';
import { toStage } from '../stage.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html#GetStages */
export const getStages = operation('apigatewayv2', 'GetStages', async (input, context) => {
  const { ApiId } = await getApiRecord(context, input.ApiId);
  const { values, ...next } = await readPage(context, stages, [ApiId], input);
  return { Items: values.map(toStage), ...next };
});
