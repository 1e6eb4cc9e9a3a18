import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { notFoundOf } from '../errors.ts';
import { documentationParts } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationPart.html */
export const getDocumentationPart = operation(
  'apigateway',
  'GetDocumentationPart',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const part = await context.store.get(documentationParts, [id, input.documentationPartId ?? '']);
    if (!part) throw notFoundOf('documentationPart');
    return part;
  },
);
