import { operation } from '../../define-service.ts';
import { getMethodRecord } from '../change-method.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const getMethod = operation('apigateway', 'GetMethod', (input, context) =>
  getMethodRecord(context, input),
);
