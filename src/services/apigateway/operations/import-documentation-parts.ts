import { parseOpenApi } from '../../openapi-document.ts';
import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { writeParts } from '../documentation.ts';
import { badRequest } from '../errors.ts';
import { readDocumentation } from '../import/read-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html */
export const importDocumentationParts = operation(
  'apigateway',
  'ImportDocumentationParts',
  (input, context) => {
    const { body, mode = 'merge' } = input;
    const document = parseOpenApi(body instanceof Uint8Array ? body : new Uint8Array());
    if (!document) throw badRequest('Invalid OpenAPI input.');
    const parts = readDocumentation(document.root);
    return changeRestApi(context, input.restApiId, async (tx, api) => ({
      ids: await writeParts(tx, context, api.id, parts, mode),
      warnings: [],
    }));
  },
);
