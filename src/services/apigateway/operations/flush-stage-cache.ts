import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { stages } from '../store.ts';

/** Caches go with the compiled API, which every change drops. https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html */
export const flushStageCache = operation('apigateway', 'FlushStageCache', (input, context) =>
  changeRestApi(context, input.restApiId, async (tx, api) => {
    if (!(await tx.get(stages, [api.id, input.stageName ?? '']))) throw notFoundOf('stage');
    return {};
  }),
);
