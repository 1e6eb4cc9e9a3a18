import { operation } from '../../define-service.ts';
import { getApiRecord } from '../change-api.ts';
import { toDeployment } from '../deployment.ts';
import { readPage } from '../page.ts';
import { deployments } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html#GetDeployments */
export const getDeployments = operation(
  'apigatewayv2',
  'GetDeployments',
  async (input, context) => {
    const { ApiId } = await getApiRecord(context, input.ApiId);
    const { values, ...next } = await readPage(context, deployments, [ApiId], input);
    return { Items: values.map(toDeployment), ...next };
  },
);
