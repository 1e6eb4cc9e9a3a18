import type { Integration, PutIntegrationRequest } from '@aws-sdk/client-api-gateway';
import { parseArn } from '../../platform/arn.ts';
import { notImplemented } from '../../protocol/aws-error.ts';
import {
  hasStageVariables,
  isStreamingUri,
  parseFunctionUri,
  parseHttpUri,
  parseServiceUri,
} from '../execute-api/integration-uri.ts';
import { badRequest } from './errors.ts';
import { choice, flag, integer, listItem, mapItem, type PatchRules, text } from './patch.ts';

const TYPES = ['HTTP', 'AWS', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY'];
const PASSTHROUGH = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
const HANDLING = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const SHORTEST_TIMEOUT_MS = 50;
const LONGEST_TIMEOUT_MS = 29_000;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const LONGEST_STREAM_MS = 900_000;
const TRANSFER_MODES = ['BUFFERED', 'STREAM'];
/** Stands for the IAM identity of whoever sends the request. */
const CALLERS_OWN = /^arn:[\w-]+:iam::\*:user\/\*$/;
const TARGET = /^integration\.request\.(?:(?:multivalue)?(?:querystring|header)|path)\.[^\s'"]+$/;
const SOURCE =
  /^(?:'[^']*'|method\.request\.(?:(?:multivalue)?(?:querystring|header)|path)\.[^\s'"]+|method\.request\.body(?:\.[^\s']+)?|context\.[\w.$-]+|stageVariables\.\w+)$/;
const RESPONSE_TARGET = /^method\.response\.header\.[!#$%&*+\-.^_`|~0-9A-Za-z]+$/;
const RESPONSE_SOURCE =
  /^(?:'[^']*'|integration\.response\.(?:multivalue)?header\.[^\s'"]+|integration\.response\.body(?:\.[^\s']+)?|context\.[\w.$-]+|stageVariables\.\w+)$/;

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegration-Patch */
export const integrationPatch: PatchRules = {
  '/type': choice('type', TYPES),
  '/httpMethod': text('httpMethod'),
  '/uri': text('uri'),
  '/credentials': text('credentials'),
  '/passthroughBehavior': choice('passthroughBehavior', PASSTHROUGH),
  '/cacheNamespace': text('cacheNamespace'),
  '/cacheKeyParameters/{name}': listItem('cacheKeyParameters'),
  '/contentHandling': choice('contentHandling', HANDLING),
  '/timeoutInMillis': integer('timeoutInMillis'),
  '/responseTransferMode': choice('responseTransferMode', TRANSFER_MODES),
  '/tlsConfig/insecureSkipVerification': flag('tlsConfig.insecureSkipVerification'),
  '/connectionType': text('connectionType'),
  '/connectionId': text('connectionId'),
  '/requestParameters/{name}': mapItem('requestParameters'),
  '/requestTemplates/{contentType}': mapItem('requestTemplates'),
};

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateIntegrationResponse-Patch */
export const integrationResponsePatch: PatchRules = {
  '/selectionPattern': text('selectionPattern'),
  '/contentHandling': choice('contentHandling', HANDLING),
  '/responseParameters/{name}': mapItem('responseParameters'),
  '/responseTemplates/{contentType}': mapItem('responseTemplates'),
};

/** What PutIntegration stores of its input, with AWS's defaults. */
export function toIntegration(
  input: Omit<PutIntegrationRequest, 'restApiId' | 'httpMethod'>,
): Integration {
  const isMock = input.type === 'MOCK';
  return {
    type: input.type,
    ...(!isMock && { httpMethod: input.integrationHttpMethod, uri: input.uri }),
    ...(input.connectionType && { connectionType: input.connectionType }),
    ...(input.connectionId !== undefined && { connectionId: input.connectionId }),
    ...(input.responseTransferMode && { responseTransferMode: input.responseTransferMode }),
    ...(input.credentials !== undefined && { credentials: input.credentials }),
    ...(input.requestParameters && { requestParameters: input.requestParameters }),
    ...(input.requestTemplates && { requestTemplates: input.requestTemplates }),
    passthroughBehavior: input.passthroughBehavior ?? 'WHEN_NO_MATCH',
    ...(input.contentHandling && { contentHandling: input.contentHandling }),
    timeoutInMillis: input.timeoutInMillis ?? LONGEST_TIMEOUT_MS,
    cacheNamespace: input.cacheNamespace ?? input.resourceId,
    cacheKeyParameters: input.cacheKeyParameters ?? [],
    ...(input.tlsConfig && { tlsConfig: input.tlsConfig }),
  };
}

/** What Put, Update and import check. @throws BadRequestException, NotImplemented */
export function assertIntegration(
  operation: string,
  integration: Integration & { integrationTarget?: string | undefined },
): void {
  const { type = '', httpMethod, passthroughBehavior } = integration;
  if (!TYPES.includes(type))
    throw badRequest(`Invalid integration type specified: ${type.slice(0, 64)}`);
  if (integration.integrationTarget)
    throw notImplemented('apigateway', operation, 'the setting integrationTarget');
  if (passthroughBehavior !== undefined && !PASSTHROUGH.includes(passthroughBehavior))
    throw badRequest(
      'Invalid passthrough behavior specified. Valid options are WHEN_NO_MATCH, WHEN_NO_TEMPLATES, and NEVER',
    );
  assertTransfer(integration);
  assertConnection(integration);
  assertMapping(integration.requestParameters, TARGET, SOURCE);
  if (type === 'MOCK') return;
  if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  assertUri(operation, integration);
}

function assertTransfer({
  responseTransferMode,
  timeoutInMillis,
  type,
  uri = '',
}: Integration): void {
  const streams = responseTransferMode === 'STREAM';
  if (streams && type !== 'AWS_PROXY' && type !== 'HTTP_PROXY')
    throw badRequest(
      'The response transfer mode STREAM is supported for AWS_PROXY and HTTP_PROXY integrations only',
    );
  if (type === 'AWS_PROXY' && streams !== isStreamingUri(uri))
    throw badRequest(
      'The response transfer mode STREAM and URIs that end in response-streaming-invocations belong together',
    );
  const longest = streams ? LONGEST_STREAM_MS : LONGEST_TIMEOUT_MS;
  if (
    timeoutInMillis !== undefined &&
    !(timeoutInMillis >= SHORTEST_TIMEOUT_MS && timeoutInMillis <= longest)
  )
    throw badRequest(`Timeout should be between ${SHORTEST_TIMEOUT_MS} ms and ${longest} ms`);
}

function assertConnection({ connectionId, connectionType, type }: Integration): void {
  if (connectionType !== 'VPC_LINK') return;
  if (type !== 'HTTP' && type !== 'HTTP_PROXY')
    throw badRequest(
      'VPC_LINK connections are supported for HTTP and HTTP_PROXY integrations only',
    );
  if (!connectionId) throw badRequest('Connection Id must be specified for VPC_LINK connections');
}

function assertUri(
  operation: string,
  { credentials, type, uri = '', httpMethod }: Integration,
): void {
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    if (!hasStageVariables(uri) && !parseHttpUri(uri))
      throw badRequest('Invalid HTTP endpoint specified for URI');
    return;
  }
  if (hasStageVariables(uri)) return;
  if (!uri.startsWith('arn:')) throw badRequest('Invalid ARN specified in the request');
  if (parseFunctionUri(uri)) {
    // Lambda's own API is called with POST; AWS accepts other methods and fails at run time.
    if (httpMethod === undefined) throw badRequest('Invalid ARN specified in the request');
    return;
  }
  if (type === 'AWS_PROXY')
    throw badRequest(
      'AWS_PROXY integration requires a Lambda function: AWS service integrations have the type AWS',
    );
  assertService(operation, uri, credentials);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integrate-with-aws-service.html */
function assertService(operation: string, uri: string, credentials: string | undefined): void {
  if (!/^arn:[\w-]+:apigateway:/.test(uri))
    throw badRequest('Invalid ARN specified in the request');
  if (!parseServiceUri(uri))
    throw badRequest('AWS ARN for integration must contain path or action');
  if (!credentials) throw badRequest('Role ARN must be specified for AWS integrations');
  if (CALLERS_OWN.test(credentials))
    throw notImplemented('apigateway', operation, "integrations with the caller's own credentials");
  if (parseArn(credentials)?.service !== 'iam')
    throw badRequest('Invalid ARN specified in the request');
}

/** @throws BadRequestException, as AWS words it */
export function assertResponseMapping(parameters: Record<string, string> | undefined): void {
  assertMapping(parameters, RESPONSE_TARGET, RESPONSE_SOURCE);
}

function assertMapping(
  parameters: Record<string, string> | undefined,
  target: RegExp,
  source: RegExp,
): void {
  for (const [name, value] of Object.entries(parameters ?? {})) {
    const wrong = !target.test(name) ? name : !source.test(value) ? value : undefined;
    if (wrong !== undefined)
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${wrong.slice(0, 256)}]`,
      );
  }
}
