import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { conflict } from '../errors.ts';
import { assertModel } from '../model.ts';
import { type ModelRecord, models } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const createModel = operation('apigateway', 'CreateModel', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const { restApiId: _api, name = '', ...members } = input;
    assertModel(input);
    if (await tx.get(models, [api.id, name]))
      throw conflict('Model name already exists for this REST API');
    const model: ModelRecord = { id: context.ids.pick(LOWER_ALPHANUMERIC, 6), name, ...members };
    tx.put(models, [api.id, name], model);
    return model;
  }),
);
