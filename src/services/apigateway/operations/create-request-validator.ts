import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { type ValidatorRecord, validators } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const createRequestValidator = operation(
  'apigateway',
  'CreateRequestValidator',
  (input, context) =>
    changeRestApi(context, input.restApiId, (tx, api) => {
      const validator: ValidatorRecord = {
        id: context.ids.pick(LOWER_ALPHANUMERIC, 6),
        name: input.name,
        validateRequestBody: input.validateRequestBody ?? false,
        validateRequestParameters: input.validateRequestParameters ?? false,
      };
      tx.put(validators, [api.id, validator.id], validator);
      return validator;
    }),
);
