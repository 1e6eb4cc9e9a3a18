/**
 * API Gateway's two control planes need the HTTP method of the request on its path, whatever the operation.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
import { partitionOf } from '../platform/arn.ts';
import { percentDecode } from '../protocol/http/query-string.ts';
import type { ServiceAuthorization } from './authorizer.ts';
import { requestTagKeys } from './call-input.ts';

export const apiManagement: ServiceAuthorization = {
  needsOf({ context, input, method, path }) {
    const { region } = context;
    const resource = percentDecode(path).replace(/^\/v2(?=\/)/, '');
    return [
      {
        action: `apigateway:${method}`,
        resource: `arn:${partitionOf(region)}:apigateway:${region}::${resource}`,
        context: requestTagKeys(input['tags'] ?? input['Tags']),
      },
    ];
  },
};
