import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { documentationVersionPatch, toDocumentationVersion } from '../documentation.ts';
import { notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { documentationVersions } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationVersion.html */
export const updateDocumentationVersion = operation(
  'apigateway',
  'UpdateDocumentationVersion',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, input.documentationVersion ?? ''];
      const before = await tx.get(documentationVersions, key);
      if (!before) throw notFoundOf('documentationVersion');
      const updated = applyPatch(before, input.patchOperations, documentationVersionPatch);
      tx.put(documentationVersions, key, updated);
      return toDocumentationVersion(updated);
    }),
);
