import { operation } from '../../define-service.ts';
import { toApi } from '../api.ts';
import { mergeApi, parseHttpApi, writeHttpApi } from '../import/write-http-api.ts';
import { makeApi, putNewApi } from '../new-api.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html#ImportApi */
export const importApi = operation('apigatewayv2', 'ImportApi', async (input, context) => {
  const imported = parseHttpApi(input.Body, input.Basepath);
  const api = mergeApi(makeApi(context, {}), imported);
  const created = await putNewApi(context, api, async (tx) => {
    await writeHttpApi(tx, context, api, imported);
    return api;
  });
  return toApi(context, created);
});
