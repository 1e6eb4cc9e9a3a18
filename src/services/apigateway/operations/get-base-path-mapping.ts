import { operation } from '../../define-service.ts';
import { getDomain } from '../../execute-api/domains/change-domain.ts';
import { findMapping, toBasePathMapping } from '../base-path-mapping.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMapping.html */
export const getBasePathMapping = operation(
  'apigateway',
  'GetBasePathMapping',
  async (input, context) => {
    const { routes } = await getDomain(context, input.domainName);
    return toBasePathMapping(findMapping(routes, input.basePath));
  },
);
