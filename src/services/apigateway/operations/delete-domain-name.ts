import { operation } from '../../define-service.ts';
import { deleteDomain } from '../../execute-api/domains/change-domain.ts';

/** Together with its mappings. https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDomainName.html */
export const deleteDomainName = operation(
  'apigateway',
  'DeleteDomainName',
  async (input, context) => {
    await deleteDomain(context, input.domainName);
    return {};
  },
);
