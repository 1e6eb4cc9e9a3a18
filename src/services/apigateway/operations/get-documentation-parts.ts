import { operation } from '../../define-service.ts';
import { getRestApiRecord } from '../change-rest-api.ts';
import { partsOf } from '../documentation.ts';
import { pageOf } from '../page.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html */
export const getDocumentationParts = operation(
  'apigateway',
  'GetDocumentationParts',
  async (input, context) => {
    const { locationStatus = 'DOCUMENTED', nameQuery, path, type } = input;
    const { id } = await getRestApiRecord(context, input.restApiId);
    // Places without documentation have no parts to list.
    const all = locationStatus === 'DOCUMENTED' ? await partsOf(context.store, id) : [];
    const wanted = all.filter(
      ({ location }) =>
        (type === undefined || location?.type === type) &&
        (path === undefined || location?.path === path) &&
        (nameQuery === undefined || (location?.name ?? '').includes(nameQuery)),
    );
    return pageOf(wanted, (each) => each.id, input);
  },
);
