import { operation } from '../../define-service.ts';
import { putNewDomain } from '../../execute-api/domains/change-domain.ts';
import { makeDomain } from '../../execute-api/domains/domain-name.ts';
import { readConfiguration, toDomainName } from '../domain.ts';
import { badRequest } from '../errors.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html#CreateDomainName */
export const createDomainName = operation(
  'apigatewayv2',
  'CreateDomainName',
  async (input, context) => {
    const members = readConfiguration('CreateDomainName', input);
    if (!members) throw badRequest('A domain name configuration must be specified');
    assertTags(input.Tags);
    const domain = makeDomain(context, { ...members, name: input.DomainName, tags: input.Tags });
    await putNewDomain(context, domain);
    return toDomainName(context, domain);
  },
);
