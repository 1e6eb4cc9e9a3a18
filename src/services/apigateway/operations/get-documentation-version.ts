import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toDocumentationVersion } from '../documentation.ts';
import { notFoundOf } from '../errors.ts';
import { documentationVersions } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersion.html */
export const getDocumentationVersion = operation(
  'apigateway',
  'GetDocumentationVersion',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const key = [id, input.documentationVersion ?? ''];
    const version = await context.store.get(documentationVersions, key);
    if (!version) throw notFoundOf('documentationVersion');
    return toDocumentationVersion(version);
  },
);
