import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toDeployment } from '../deployment.ts';
import { readPage } from '../page.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployments.html */
export const getDeployments = operation('apigateway', 'GetDeployments', async (input, context) => {
  const { id } = await getRestApiRecord(context, input.restApiId);
  const { items, ...next } = await readPage(context, deployments, [id], input);
  return { items: items.map((each) => toDeployment(each)), ...next };
});
