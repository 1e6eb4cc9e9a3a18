import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toStage } from '../stage.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetStages.html */
export const getStages = operation('apigateway', 'GetStages', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const all = (await context.store.scan(stages, { prefix: [id] })).map(({ value }) => value);
  const { deploymentId } = input;
  const wanted = all.filter(
    (each) => deploymentId === undefined || each.deploymentId === deploymentId,
  );
  return { item: wanted.map(toStage) };
});
