import { operation } from '../../define-service.ts';
import { domains } from '../../execute-api/domains/store.ts';
import { toDomainName } from '../domain.ts';
import { readPage } from '../page.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#GetDomainNames */
export const getDomainNames = operation(
  'apigatewayv2',
  'GetDomainNames',
  async (input, context) => {
    const { values, ...next } = await readPage(context, domains, [], input);
    return { Items: values.map((each) => toDomainName(context, each)), ...next };
  },
);
