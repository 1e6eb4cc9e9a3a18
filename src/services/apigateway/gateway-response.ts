import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import { GATEWAY_RESPONSES } from '../execute-api/rest/gateway-response.ts';
import { badRequest } from './errors.ts';
import { mapItem, type PatchRules, text } from './patch.ts';
import type { GatewayResponseRecord } from './store.ts';

type ResponseType = GatewayResponseRecord['responseType'];

export const RESPONSE_TYPES: readonly ResponseType[] = [
  ...(Object.keys(GATEWAY_RESPONSES) as ResponseType[]),
  'DEFAULT_4XX',
  'DEFAULT_5XX',
];

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateGatewayResponse-Patch */
export const gatewayResponsePatch: PatchRules = {
  '/statusCode': text('statusCode'),
  '/responseParameters/{name}': mapItem('responseParameters'),
  '/responseTemplates/{contentType}': mapItem('responseTemplates'),
};

/** What AWS answers with as long as the API says nothing else. */
export function defaultGatewayResponse(responseType: ResponseType): GatewayResponseRecord {
  const known = (GATEWAY_RESPONSES as Record<string, readonly [number, string]>)[responseType];
  return {
    responseType,
    ...(known && { statusCode: String(known[0]) }),
    responseParameters: {},
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    defaultResponse: true,
  };
}

/** @throws BadRequestException */
export function assertResponseType(type: string | undefined): ResponseType {
  const found = RESPONSE_TYPES.find((each) => each === type);
  if (!found) throw badRequest(`Invalid gateway response type: ${(type ?? '').slice(0, 64)}`);
  return found;
}

/** @throws BadRequestException */
export function assertGatewayResponse(response: GatewayResponse): void {
  assertResponseType(response.responseType);
  const { statusCode } = response;
  if (statusCode !== undefined && !/^[1-5]\d\d$/.test(statusCode))
    throw badRequest('Invalid status code specified');
  for (const [name, value] of Object.entries(response.responseParameters ?? {}))
    if (
      !/^gatewayresponse\.header\.[!#$%&*+\-.^_`|~0-9A-Za-z]+$/.test(name) ||
      !/^(?:'[^']*'|method\.request\.(?:header|querystring|path)\.\S+|context\.[\w.]+|stageVariables\.\w+)$/.test(
        value,
      )
    )
      throw badRequest(`Invalid mapping expression specified: ${name.slice(0, 256)}`);
}
