import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { documentationParts } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html */
export const deleteDocumentationPart = operation(
  'apigateway',
  'DeleteDocumentationPart',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, input.documentationPartId ?? ''];
      if (!(await tx.get(documentationParts, key))) throw notFoundOf('documentationPart');
      tx.delete(documentationParts, key);
      return {};
    }),
);
