import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { validators } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const getRequestValidator = operation(
  'apigateway',
  'GetRequestValidator',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const validator = await context.store.get(validators, [id, input.requestValidatorId ?? '']);
    if (!validator) throw notFoundOf('validator');
    return validator;
  },
);
