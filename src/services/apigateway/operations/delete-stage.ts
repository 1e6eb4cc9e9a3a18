import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { stages } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteStage.html */
export const deleteStage = operation('apigateway', 'DeleteStage', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    const key = [api.id, input.stageName ?? ''];
    if (!(await tx.get(stages, key))) throw notFoundOf('stage');
    tx.delete(stages, key);
    return {};
  }),
);
