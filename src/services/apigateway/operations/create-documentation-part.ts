import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { addPart, partsOf } from '../documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html */
export const createDocumentationPart = operation(
  'apigateway',
  'CreateDocumentationPart',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) =>
      addPart(tx, context, { apiId: api.id, all: await partsOf(tx, api.id) }, input),
    ),
);
