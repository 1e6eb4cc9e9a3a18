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
import { actionOf, findParameterMistake } from '../execute-api/integrations/service-actions.ts';
import { findMappingMistake } from '../execute-api/parameter-mapping.ts';
import type { ApiRecord, IntegrationRecord } from './store.ts';
import {
  assertWebSocketIntegration,
  completeWebSocketIntegration,
} from './websocket-integration.ts';

const DEFAULT_TIMEOUT_MS = 30_000;
const PRIVATE_TARGET =
  /^arn:aws[\w-]*:(?:elasticloadbalancing:[\w-]+:\d{12}:listener\/|servicediscovery:[\w-]+:\d{12}:service\/)\S+$/;
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
    'IntegrationSubtype AppConfig-GetConfiguration':
      input.IntegrationSubtype === 'AppConfig-GetConfiguration',
  });
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
  const isAction = integration.IntegrationSubtype !== undefined;
  assertMappings(isAction ? {} : whole.RequestParameters, whole.ResponseParameters);
  assertConnection(whole);
  if (isAction) return completeAction(whole);
  return type === 'AWS_PROXY' ? completeFunction(whole) : completeHttp(whole);
}

function assertMappings(
  request: Whole['RequestParameters'],
  responses: Whole['ResponseParameters'],
): void {
  const mistake = findMappingMistake(request, responses);
  if (mistake !== undefined)
    throw badRequest(`Invalid mapping expression specified: ${mistake.slice(0, 256)}`);
}

function assertConnection(integration: Whole): void {
  const { ConnectionId, ConnectionType, IntegrationType, TlsConfig } = integration;
  const isPrivate = ConnectionType === 'VPC_LINK';
  if (isPrivate && IntegrationType !== 'HTTP_PROXY')
    throw badRequest('VPC links are only valid for integrations of type HTTP_PROXY');
  if (isPrivate && !ConnectionId)
    throw badRequest('ConnectionId must be specified for a connection of type VPC_LINK');
  if (!isPrivate && ConnectionId)
    throw badRequest('ConnectionId is only valid for a connection of type VPC_LINK');
  if (!isPrivate && TlsConfig)
    throw badRequest('TlsConfig is only valid for a connection of type VPC_LINK');
}

type Whole = Omit<IntegrationRecord, 'IntegrationId'>;

/** An action of another AWS service, whose input the request parameters are. */
function completeAction(integration: Whole): Whole {
  const { CredentialsArn, IntegrationSubtype = '', IntegrationType, IntegrationUri } = integration;
  const action = actionOf(IntegrationSubtype);
  if (!action)
    throw badRequest(`Invalid integration subtype specified: ${IntegrationSubtype.slice(0, 128)}`);
  if (IntegrationType !== 'AWS_PROXY')
    throw badRequest('IntegrationSubtype is only valid for integrations of type AWS_PROXY');
  if (IntegrationUri)
    throw badRequest('IntegrationUri must not be specified together with IntegrationSubtype');
  if (integration.PayloadFormatVersion !== '1.0')
    throw badRequest(
      `PayloadFormatVersion ${integration.PayloadFormatVersion} is not supported for integration subtype ${IntegrationSubtype}`,
    );
  if (!CredentialsArn) throw badRequest('Credentials must be specified for AWS integrations');
  const mistake = findParameterMistake(action, integration.RequestParameters ?? {});
  if (mistake !== undefined) throw badRequest(mistake);
  return integration;
}

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
  const isPrivate = integration.ConnectionType === 'VPC_LINK';
  if (integration.PayloadFormatVersion !== '1.0')
    throw badRequest(
      `PayloadFormatVersion ${integration.PayloadFormatVersion} is not supported for integration of type HTTP_PROXY`,
    );
  if (method === undefined)
    throw badRequest('HttpMethod parameter method must be specified for integrationType HTTPPROXY');
  if (!METHODS.includes(method)) throw badRequest('Invalid HTTP method specified');
  if (isPrivate && !PRIVATE_TARGET.test(uri))
    throw badRequest(
      'For VpcLink V2, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
    );
  if (!isPrivate && !hasStageVariables(uri) && !parseHttpUri(uri))
    throw badRequest('Invalid HTTP endpoint specified for URI');
  return integration;
}
