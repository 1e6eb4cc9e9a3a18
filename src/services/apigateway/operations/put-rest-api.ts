import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { badRequest } from '../errors.ts';
import { parseImport } from '../import/parse-import.ts';
import { writeImported } from '../import/write-imported.ts';
import { assertRestApi, toRestApi } from '../rest-api.ts';
import { type RestApiRecord, restApis } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
export const putRestApi = operation('apigateway', 'PutRestApi', (input, context) => {
  const { mode = 'merge' } = input;
  if (mode !== 'merge' && mode !== 'overwrite')
    throw badRequest(`Invalid mode. Valid options are merge, overwrite`);
  const imported = parseImport(input.body, input.parameters);
  return changeRestApi(context, input.restApiId, async (tx, api) => {
    const updated: RestApiRecord = { ...api, ...imported.api };
    assertRestApi(updated);
    tx.put(restApis, [api.id], updated);
    await writeImported(tx, context, updated, imported, mode);
    return toRestApi(updated);
  });
});
