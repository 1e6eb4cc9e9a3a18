import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { toDomainName } from '../domain-name.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html */
export const getDomainName = operation('apigateway', 'GetDomainName', async (input, context) =>
  toDomainName(context, (await getDomain(context, input.domainName)).domain),
);
