import { operation } from '../../define-service.ts';
import { parseImport } from '../import/parse-import.ts';
import { writeImported } from '../import/write-imported.ts';
import { createRestApi, toRestApi } from '../rest-api.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export const importRestApi = operation('apigateway', 'ImportRestApi', async (input, context) => {
  const imported = parseImport(input.body, input.parameters);
  const made = await createRestApi(context, imported.api, (tx, api) =>
    writeImported(tx, context, api, imported, 'overwrite'),
  );
  return toRestApi(made);
});
