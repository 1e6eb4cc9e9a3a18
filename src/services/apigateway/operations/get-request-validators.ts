import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { readPage } from '../page.ts';
import { validators } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const getRequestValidators = operation(
  'apigateway',
  'GetRequestValidators',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    return readPage(context, validators, [id], input);
  },
);
