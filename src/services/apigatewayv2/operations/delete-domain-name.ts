import { operation } from '../../define-service.ts';
import { deleteDomain } from '../../execute-api/domains/change-domain.ts';

/** Together with its mappings. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname.html#DeleteDomainName */
export const deleteDomainName = operation(
  'apigatewayv2',
  'DeleteDomainName',
  async (input, context) => {
    await deleteDomain(context, input.DomainName);
    return {};
  },
);
