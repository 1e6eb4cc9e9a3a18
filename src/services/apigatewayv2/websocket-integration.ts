/**
 * Integrations of WebSocket APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 */
import type {
  CreateIntegrationRequest,
  UpdateIntegrationRequest,
} from '@aws-sdk/client-apigatewayv2';
import {
  hasStageVariables,
  parseFunctionUri,
  parseHttpUri,
} from '../execute-api/integration-uri.ts';
import { parseSelectionExpression } from '../execute-api/websocket/selection-expression.ts';
import { badRequest, refuseHttpOnly, refuseUnbuilt } from './errors.ts';
import type { IntegrationRecord } from './store.ts';

const DEFAULT_TIMEOUT_MS = 29_000;
const TYPES = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'] as const;
const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;
const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const TARGET = /^integration\.request\.(?:header|querystring|path)\.[\w.$-]+$/;
const SOURCE =
  /^(?:'[^']*'|(?:route\.)?request\.(?:header|querystring)\.[\w.$-]+|(?:route\.)?request\.body(?:\..+)?|context\.[\w.]+|stageVariables\.\w+)$/;

type Members = Partial<CreateIntegrationRequest & UpdateIntegrationRequest>;
type Whole = Omit<IntegrationRecord, 'IntegrationId'>;

/** Members that a WebSocket API does not have, or that Brume does not honour. Where AWS's texts are not known they are ours. */
export function assertWebSocketIntegration(operation: string, input: Members): void {
  const { PayloadFormatVersion: format, TemplateSelectionExpression: selection } = input;
  refuseHttpOnly({
    IntegrationSubtype: input.IntegrationSubtype,
    ResponseParameters: input.ResponseParameters,
    PayloadFormatVersion: format === '1.0' ? undefined : format,
  });
  refuseUnbuilt(operation, {
    ConnectionId: input.ConnectionId,
    'ConnectionType VPC_LINK': input.ConnectionType === 'VPC_LINK',
    TlsConfig: input.TlsConfig,
  });
  if (selection && !parseSelectionExpression(selection))
    throw badRequest('Invalid template selection expression specified');
  for (const [target, source] of Object.entries(input.RequestParameters ?? {}))
    if (!TARGET.test(target) || !SOURCE.test(source))
      throw badRequest(
        `Invalid mapping expression specified: ${target.slice(0, 128)}, ${source.slice(0, 128)}`,
      );
}

/** What integrations of WebSocket APIs have beside the rest; members that were not given are left out. */
export function webSocketIntegrationMembers(input: Members): Partial<IntegrationRecord> {
  const {
    ContentHandlingStrategy,
    PassthroughBehavior,
    RequestTemplates,
    TemplateSelectionExpression,
  } = input;
  return {
    ...(ContentHandlingStrategy && { ContentHandlingStrategy }),
    ...(PassthroughBehavior && { PassthroughBehavior }),
    ...(RequestTemplates && { RequestTemplates }),
    ...(TemplateSelectionExpression !== undefined && { TemplateSelectionExpression }),
  };
}

/** Fills in the defaults and checks the whole. @throws BadRequestException, NotImplemented */
export function completeWebSocketIntegration(integration: Whole): Whole {
  const { IntegrationType: type, IntegrationUri: uri = '' } = integration;
  const timeoutMs = integration.TimeoutInMillis ?? DEFAULT_TIMEOUT_MS;
  if (!TYPES.some((each) => each === type)) throw badRequest('Invalid integration type specified');
  if (!(timeoutMs >= 50 && timeoutMs <= DEFAULT_TIMEOUT_MS))
    throw badRequest('Timeout should be between 50 ms and 29000 ms');
  const passthrough = integration.PassthroughBehavior ?? 'WHEN_NO_MATCH';
  if (!PASSTHROUGH.some((each) => each === passthrough))
    throw badRequest('Invalid passthrough behavior specified');
  return {
    ...integration,
    ConnectionType: integration.ConnectionType ?? 'INTERNET',
    PassthroughBehavior: passthrough,
    PayloadFormatVersion: '1.0',
    TimeoutInMillis: timeoutMs,
    ...partsOf(integration, uri),
  };
}

function partsOf(integration: Whole, uri: string): Partial<Whole> {
  const { IntegrationMethod: method, IntegrationType: type } = integration;
  const isLater = hasStageVariables(uri);
  if (type === 'MOCK')
    return { IntegrationResponseSelectionExpression: '${integration.response.statuscode}' };
  if (type === 'AWS' || type === 'AWS_PROXY') {
    if (!isLater && /^arn:[\w-]+:apigateway:/.test(uri) && !parseFunctionUri(uri))
      refuseUnbuilt('CreateIntegration', { 'IntegrationUri of a service other than Lambda': uri });
    if (!isLater && !parseFunctionUri(uri))
      throw badRequest('Invalid ARN specified in the request');
    // Lambda is always called by POST, whatever was asked for.
    return {
      IntegrationMethod: 'POST',
      IntegrationResponseSelectionExpression: '${integration.response.body.errorMessage}',
    };
  }
  if (method === undefined || !METHODS.includes(method))
    throw badRequest('Invalid HTTP method specified');
  if (!isLater && !parseHttpUri(uri)) throw badRequest('Invalid HTTP endpoint specified for URI');
  return { IntegrationResponseSelectionExpression: '${integration.response.statuscode}' };
}
