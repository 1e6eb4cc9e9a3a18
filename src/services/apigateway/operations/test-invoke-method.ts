import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { getResourceRecord, methodOf } from '../resource.ts';
import { testMethod } from '../test-method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html */
export const testInvokeMethod = operation(
  'apigateway',
  'TestInvokeMethod',
  async (input, context) => {
    const api = await getRestApiRecord(context, input.restApiId);
    const resource = await getResourceRecord(context.store, api.id, input.resourceId);
    methodOf(resource, input.httpMethod);
    return testMethod(context, api, resource, input);
  },
);
