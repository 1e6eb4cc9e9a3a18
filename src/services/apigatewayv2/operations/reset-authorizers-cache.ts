import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { notFound } from '../errors.ts';
import { stages } from '../store.ts';

/** Caches go with the compiled API, which every change drops. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-cache-authorizers.html */
export const resetAuthorizersCache = operation(
  'apigatewayv2',
  'ResetAuthorizersCache',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, { ApiId }) => {
      if (!(await tx.get(stages, [ApiId, input.StageName ?? '']))) throw notFound('stage');
      return {};
    }),
);
