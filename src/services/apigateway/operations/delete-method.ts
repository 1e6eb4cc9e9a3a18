import { operation } from '../../define-service.ts';
import { changeMethod } from '../change-method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const deleteMethod = operation('apigateway', 'DeleteMethod', (input, context) =>
  changeMethod(context, input, () => ({ method: undefined, answer: {} })),
);
