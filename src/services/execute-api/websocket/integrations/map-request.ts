import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { isHeaderText } from '../../rest/gateway-response.ts';
import { SocketFailure, type SocketExchange } from '../exchange.ts';
import { lookUp } from '../source.ts';
import { runTemplate, selectTemplate } from '../templates.ts';

export interface MappedRequest {
  /** Alternating names and values. */
  headers: string[];
  query: [name: string, value: string][];
  path: Record<string, string>;
  body: Buffer;
}

/** Parameters, then the message through its template. @throws SocketFailure */
export function mapRequest(exchange: SocketExchange, integration: Integration): MappedRequest {
  const template = selectTemplate(
    exchange,
    integration.RequestTemplates,
    integration.TemplateSelectionExpression,
  );
  if (template === undefined) assertPassing(integration);
  const text = exchange.body ?? '';
  const body =
    template === undefined
      ? convert(integration, text)
      : Buffer.from(runTemplate(exchange, template, text));
  return { ...mapParameters(exchange, integration.RequestParameters), body };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html */
function assertPassing({
  PassthroughBehavior = 'WHEN_NO_MATCH',
  RequestTemplates,
}: Integration): void {
  const hasTemplates = Object.keys(RequestTemplates ?? {}).length > 0;
  if (
    PassthroughBehavior === 'NEVER' ||
    (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)
  )
    throw new SocketFailure(415, 'Unsupported Media Type');
}

function convert({ ContentHandlingStrategy }: Integration, text: string): Buffer {
  return Buffer.from(text, ContentHandlingStrategy === 'CONVERT_TO_BINARY' ? 'base64' : 'utf8');
}

export function mapParameters(
  exchange: SocketExchange,
  parameters: Readonly<Record<string, string>> = {},
): Omit<MappedRequest, 'body'> {
  const mapped: Omit<MappedRequest, 'body'> = { headers: [], query: [], path: {} };
  for (const [target, source] of Object.entries(parameters)) {
    const [, place, name = ''] =
      /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const value = /^'(.*)'$/s.exec(source)?.[1] ?? lookUp(exchange, source);
    if (value === undefined) continue;
    if (place === 'path') mapped.path[name] = value;
    else if (place === 'querystring') mapped.query.push([name, value]);
    else if (place === 'header' && isHeaderText(value)) mapped.headers.push(name, value);
  }
  return mapped;
}
