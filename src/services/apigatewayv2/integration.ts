import type {
  CreateIntegrationRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import { badRequest, refuseUnbuilt, refuseWebSocketOnly } from './errors.ts';
import {
  hasStageVariables,
  parseFunctionUri,
  parseHttpUri,
} from '../execute-api/integration-uri.ts';
import { findMappingMistake } from '../execute-api/parameter-mapping.ts';
import type { ApiRecord, IntegrationRecord } from './store.ts';
import {
  assertWebSocketIntegration,
  completeWebSocketIntegration,
} from './websocket-integration.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

type Members = Partial<CreateIntegrationRequest & UpdateIntegrationRequest>;

/** Members that this kind of API does not have, or that Brume does not honour yet. */
export function assertIntegrationMembers(
  operation: string,
  input: Members,
  protocol: ApiRecord['ProtocolType'] = 'HTTP',
): void {
  if (protocol === 'WEBSOCKET') return assertWebSocketIntegration(operation, input);
  refuseWebSocketOnly({
    ContentHandlingStrategy: input.ContentHandlingStrategy,
    PassthroughBehavior: input.PassthroughBehavior,
    RequestTemplates: input.RequestTemplates,
    TemplateSelectionExpression: input.TemplateSelectionExpression,
  });
  refuseUnbuilt(operation, {
    ConnectionId: input.ConnectionId,
    'ConnectionType VPC_LINK': input.ConnectionType === 'VPC_LINK',
    IntegrationSubtype: input.IntegrationSubtype,
    TlsConfig: input.TlsConfig,
  });
  const mistake = findMappingMistake(input.RequestParameters, input.ResponseParameters);
  if (mistake !== undefined)
    throw badRequest(`Invalid mapping expression specified: ${mistake.slice(0, 256)}`);
}

/** Fills in the defaults and checks the whole. @throws BadRequestException */
export function completeIntegration(
  integration: Omit<IntegrationRecord, 'IntegrationId'>,
  protocol: ApiRecord['ProtocolType'] = 'HTTP',
): Omit<IntegrationRecord, 'IntegrationId'> {
  if (protocol === 'WEBSOCKET') return completeWebSocketIntegration(integration);
  const whole = {
    ...integration,
    ConnectionType: integration.ConnectionType ?? 'INTERNET',
    PayloadFormatVersion: integration.PayloadFormatVersion ?? '1.0',
    TimeoutInMillis: integration.TimeoutInMillis ?? DEFAULT_TIMEOUT_MS,
  };
  const { IntegrationType: type, PayloadFormatVersion: format, TimeoutInMillis: timeoutMs } = whole;
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY')
    throw badRequest(
      'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
    );
  if (format !== '1.0' && format !== '2.0')
    throw badRequest(`Invalid payloadFormatVersion specified: ${format.slice(0, 64)}`);
  if (!(timeoutMs >= 50 && timeoutMs <= 30_000))
    throw badRequest('Timeout should be between 50 ms and 30000 ms');
  return type === 'AWS_PROXY' ? completeFunction(whole) : completeHttp(whole);
}

type Whole = Omit<IntegrationRecord, 'IntegrationId'>;

function completeFunction(integration: Whole): Whole {
  const uri = integration.IntegrationUri ?? '';
  // A URI with stage variables can be judged only when a request comes.
  if (!hasStageVariables(uri) && !parseFunctionUri(uri))
    throw badRequest('Invalid ARN specified in the request');
  // Lambda is always called by POST, whatever was asked for.
  return { ...integration, IntegrationMethod: 'POST' };
}

function completeHttp(integration: Whole): Whole {
  const { IntegrationMethod: method, IntegrationUri: uri = '' } = integration;
  if (integration.PayloadFormatVersion !== '1.0')
    throw badRequest(
      `PayloadFormatVersion ${integration.PayloadFormatVersion} is not supported for integration of type HTTP_PROXY`,
    );
  if (method === undefined)
    throw badRequest('HttpMethod parameter method must be specified for integrationType HTTPPROXY');
  if (!METHODS.includes(method)) throw badRequest('Invalid HTTP method specified');
  if (!hasStageVariables(uri) && !parseHttpUri(uri))
    throw badRequest('Invalid HTTP endpoint specified for URI');
  return integration;
}
