import { operation } from '../../define-service.ts';
import { putNewDomain } from '../../execute-api/domains/change-domain.ts';
import { makeDomain } from '../../execute-api/domains/domain-name.ts';
import { readNewDomain, toDomainName } from '../domain-name.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html */
export const createDomainName = operation(
  'apigateway',
  'CreateDomainName',
  async (input, context) => {
    assertTags(input.tags);
    const domain = makeDomain(context, readNewDomain(input));
    await putNewDomain(context, domain);
    return toDomainName(context, domain);
  },
);
