import { operation } from '../../define-service.ts';
import { getMethodRecord, integrationOf } from '../change-method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetIntegration.html */
export const getIntegration = operation('apigateway', 'GetIntegration', async (input, context) =>
  integrationOf(await getMethodRecord(context, input)),
);
