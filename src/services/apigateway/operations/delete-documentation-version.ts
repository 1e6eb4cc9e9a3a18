import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { documentationVersions } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationVersion.html */
export const deleteDocumentationVersion = operation(
  'apigateway',
  'DeleteDocumentationVersion',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, input.documentationVersion ?? ''];
      if (!(await tx.get(documentationVersions, key))) throw notFoundOf('documentationVersion');
      tx.delete(documentationVersions, key);
      return {};
    }),
);
