import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { validatorPatch } from '../request-validator.ts';
import { validators } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
export const updateRequestValidator = operation(
  'apigateway',
  'UpdateRequestValidator',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, input.requestValidatorId ?? ''];
      const before = await tx.get(validators, key);
      if (!before) throw notFoundOf('validator');
      const updated = applyPatch(before, input.patchOperations, validatorPatch);
      tx.put(validators, key, updated);
      return updated;
    }),
);
