import { operation } from '../../define-service.ts';
import { changeApi } from '../change-api.ts';
import { autoDeploy } from '../deployment.ts';
import { apis } from '../store.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-cors.html#DeleteCorsConfiguration */
export const deleteCorsConfiguration = operation(
  'apigatewayv2',
  'DeleteCorsConfiguration',
  (input, context) =>
    changeApi(context, input.ApiId, async (tx, api) => {
      const { CorsConfiguration: _dropped, ...rest } = api;
      tx.put(apis, [api.ApiId], rest);
      await autoDeploy(tx, context, api.ApiId);
      return {};
    }),
);
