import { operation } from '../../define-service.ts';
import { changeRestApi } from '../change-rest-api.ts';
import { assertPart, documentationPartPatch } from '../documentation.ts';
import { notFoundOf } from '../errors.ts';
import { applyPatch } from '../patch.ts';
import { documentationParts } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationPart.html */
export const updateDocumentationPart = operation(
  'apigateway',
  'UpdateDocumentationPart',
  (input, context) =>
    changeRestApi(context, input.restApiId, async (tx, api) => {
      const key = [api.id, input.documentationPartId ?? ''];
      const before = await tx.get(documentationParts, key);
      if (!before) throw notFoundOf('documentationPart');
      const updated = applyPatch(before, input.patchOperations, documentationPartPatch);
      assertPart(updated);
      tx.put(documentationParts, key, updated);
      return updated;
    }),
);
