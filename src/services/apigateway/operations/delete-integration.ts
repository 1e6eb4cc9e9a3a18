import { operation } from '../../define-service.ts';
import { changeMethod, integrationOf } from '../change-method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html */
export const deleteIntegration = operation('apigateway', 'DeleteIntegration', (input, context) =>
  changeMethod(context, input, (method) => {
    integrationOf(method);
    delete method.methodIntegration;
    return { method, answer: {} };
  }),
);
