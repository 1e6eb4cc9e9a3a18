import { operation } from '../../define-service.ts';
import { toApi } from '../api.ts';
import { changeApi } from '../change-api.ts';
import { mergeApi, parseHttpApi, writeHttpApi } from '../import/write-http-api.ts';

/** Replaces what the API is made of; its stages stay. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html#ReimportApi */
export const reimportApi = operation('apigatewayv2', 'ReimportApi', (input, context) => {
  const imported = parseHttpApi(input.Body, input.Basepath);
  return changeApi(context, input.ApiId, async (tx, api) => {
    const merged = mergeApi(api, imported);
    await writeHttpApi(tx, context, merged, imported);
    return toApi(context, merged);
  });
});
