import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { toDocumentationVersion } from '../documentation.ts';
import { readPage } from '../page.ts';
import { documentationVersions } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersions.html */
export const getDocumentationVersions = operation(
  'apigateway',
  'GetDocumentationVersions',
  async (input, context) => {
    const { id } = await getRestApiRecord(context, input.restApiId);
    const page = await readPage(context, documentationVersions, [id], input);
    return { ...page, items: page.items.map(toDocumentationVersion) };
  },
);
