import { operation } from '../../define-service.ts';
import { domains } from '../../execute-api/domains/store.ts';
import { toDomainName } from '../domain-name.ts';
import { readPage } from '../page.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainNames.html */
export const getDomainNames = operation('apigateway', 'GetDomainNames', async (input, context) => {
  const { items, ...next } = await readPage(context, domains, [], input);
  return { items: items.map((each) => toDomainName(context, each)), ...next };
});
