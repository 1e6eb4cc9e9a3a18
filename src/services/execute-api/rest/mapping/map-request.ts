import type { Integration } from '@aws-sdk/client-api-gateway';
import type { Value } from '../../vtl/java-values.ts';
import { print } from '../../vtl/java-values.ts';
import { mediaTypeOf } from '../binary-types.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';
import { GatewayError, isHeaderText, setHeader } from '../gateway-response.ts';
import { mapRequestParameters } from './request-parameters.ts';
import { runTemplate } from './run-template.ts';
import { makeContext } from './template-variables.ts';

export interface IntegrationRequest {
  /** Alternating names and values. */
  headers: string[];
  query: string[];
  path: Record<string, string>;
  contentType: string;
  body: Buffer;
  /** `$context` as the request template left it: the response sees its overrides. */
  context: Map<string, Value>;
}

/** Parameters, then the body through its template, then what the template overrides. @throws GatewayError */
export function mapRequest(exchange: RestExchange, integration: Integration): IntegrationRequest {
  const { request } = exchange;
  const mapped = mapRequestParameters(exchange, integration.requestParameters);
  const contentType = mediaTypeOf(lastHeader(request, 'content-type') ?? 'application/json');
  const context = makeContext(exchange);
  const incoming = convertRequest(exchange, integration);
  const template = selectTemplate(integration, contentType);
  const body =
    template === undefined
      ? incoming
      : Buffer.from(runTemplate(exchange, template, incoming.toString('utf8'), context));
  const result: IntegrationRequest = {
    headers: mapped.headers,
    query: mapped.query.flat(),
    path: mapped.path,
    contentType: template === undefined ? contentType : 'application/json',
    body,
    context,
  };
  applyOverrides(result);
  return result;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function selectTemplate(
  { passthroughBehavior = 'WHEN_NO_MATCH', requestTemplates = {} }: Integration,
  contentType: string,
): string | undefined {
  const template = Object.hasOwn(requestTemplates, contentType)
    ? requestTemplates[contentType]
    : requestTemplates['$default'];
  if (template !== undefined) return template;
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  const isRefused =
    passthroughBehavior === 'NEVER' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates);
  if (isRefused)
    throw new GatewayError(
      { type: 'UNSUPPORTED_MEDIA_TYPE', message: 'Unsupported Media Type' },
      `No request template for ${contentType}, and passing through is off`,
    );
  return undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function convertRequest(
  { request, stage }: RestExchange,
  { contentHandling }: Integration,
): Buffer {
  const { body } = request;
  if (contentHandling === 'CONVERT_TO_TEXT') {
    const isBinary = stage?.binaryTypes.has(lastHeader(request, 'content-type')) ?? false;
    return isBinary ? Buffer.from(body.toString('base64')) : body;
  }
  if (contentHandling === 'CONVERT_TO_BINARY') {
    const isBinary = stage?.binaryTypes.has(lastHeader(request, 'content-type')) ?? false;
    return isBinary ? body : Buffer.from(body.toString('utf8'), 'base64');
  }
  return body;
}

/** `#set($context.requestOverride.header.x = "y")` wins over parameter mappings. */
function applyOverrides(request: IntegrationRequest): void {
  const override = request.context.get('requestOverride');
  if (!(override instanceof Map)) return;
  for (const [name, value] of entriesOf(override.get('header')))
    if (isHeaderText(value)) setHeader(request.headers, name, value);
  for (const [name, value] of entriesOf(override.get('querystring')))
    setHeader(request.query, name, value);
  for (const [name, value] of entriesOf(override.get('path'))) request.path[name] = value;
}

export function entriesOf(value: Value): [string, string][] {
  return value instanceof Map ? [...value].map(([name, each]) => [name, print(each)]) : [];
}
