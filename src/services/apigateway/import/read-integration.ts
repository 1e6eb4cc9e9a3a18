import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { asList, asObject, asText, asTextMap, type Json } from '../../openapi-document.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
export function readIntegration(extension: Json): Integration {
  const text = (name: string): string | undefined => asText(extension[name]);
  const timeout = extension['timeoutInMillis'];
  const responses = readResponses(asObject(extension['responses']));
  const tls = asObject(extension['tlsConfig']);
  const members: Partial<Integration> = {
    httpMethod: text('httpMethod')?.toUpperCase(),
    uri: text('uri'),
    connectionType: text('connectionType')?.toUpperCase() as Integration['connectionType'],
    connectionId: text('connectionId'),
    responseTransferMode: text(
      'responseTransferMode',
    )?.toUpperCase() as Integration['responseTransferMode'],
    credentials: text('credentials'),
    requestParameters: asTextMap(extension['requestParameters']),
    requestTemplates: asTextMap(extension['requestTemplates']),
    contentHandling: text('contentHandling')?.toUpperCase() as Integration['contentHandling'],
    cacheNamespace: text('cacheNamespace'),
    ...(Object.keys(tls).length > 0 && {
      tlsConfig: { insecureSkipVerification: tls['insecureSkipVerification'] === true },
    }),
    integrationResponses: Object.keys(responses).length > 0 ? responses : undefined,
  };
  return {
    ...(Object.fromEntries(
      Object.entries(members).filter(([, value]) => value !== undefined),
    ) as Partial<Integration>),
    type: (text('type') ?? '').toUpperCase() as 'MOCK',
    passthroughBehavior: text('passthroughBehavior')?.toUpperCase() ?? 'WHEN_NO_MATCH',
    timeoutInMillis: typeof timeout === 'number' ? timeout : 29_000,
    cacheKeyParameters: asList(extension['cacheKeyParameters']).map(String),
  };
}

/** By selection pattern, `default` for none. */
function readResponses(responses: Json): Record<string, IntegrationResponse> {
  const read: Record<string, IntegrationResponse> = {};
  for (const [pattern, value] of Object.entries(responses)) {
    const response = asObject(value);
    const statusCode = String(response['statusCode'] ?? '200');
    const parameters = asTextMap(response['responseParameters']);
    const templates = asTextMap(response['responseTemplates']);
    const handling = asText(response['contentHandling'])?.toUpperCase();
    read[statusCode] = {
      statusCode,
      ...(pattern !== 'default' && { selectionPattern: pattern }),
      ...(parameters && { responseParameters: parameters }),
      ...(templates && { responseTemplates: templates }),
      ...(handling !== undefined && { contentHandling: handling as 'CONVERT_TO_TEXT' }),
    };
  }
  return read;
}
