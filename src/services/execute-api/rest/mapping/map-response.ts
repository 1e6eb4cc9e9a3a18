import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import type { PlaneResponse } from '../../../data-plane.ts';
import { compileJavaPattern } from '../../java-pattern.ts';
import { toNumber, type Value } from '../../vtl/java-values.ts';
import { lastHeader, type RestExchange } from '../exchange.ts';
import { configurationError, mayAnswerWith, setHeader } from '../gateway-response.ts';
import type { EndpointAnswer } from '../integrations/http.ts';
import { entriesOf, type IntegrationRequest } from './map-request.ts';
import { runTemplate } from './run-template.ts';
import { responseValues } from './source.ts';

/** What the integration said, as its selected response maps it. @throws GatewayError */
export function mapResponse(
  exchange: RestExchange,
  integration: Integration,
  { context }: IntegrationRequest,
  answer: EndpointAnswer & { selection: string },
): PlaneResponse {
  exchange.log?.data(
    `Endpoint response body before transformations: ${answer.body.toString('utf8')}`,
  );
  const response = selectResponse(integration, answer.selection);
  const statusCode = response.statusCode ?? '200';
  if (!exchange.route?.method.methodResponses?.[statusCode])
    throw configurationError(`Output mapping refers to an invalid method response: ${statusCode}`);
  const incoming = convertResponse(exchange, response, answer);
  const selected = selectTemplate(exchange, response);
  const body = selected
    ? runTemplate(exchange, selected.template, incoming.toString('utf8'), context)
    : incoming;
  const headers = ['Content-Type', selected?.contentType ?? contentTypeOf(answer.headers)];
  addMapped(exchange, response, answer, headers);
  const override = context.get('responseOverride');
  const own = override instanceof Map ? override : new Map<string, Value>();
  for (const [name, value] of entriesOf(own.get('header')))
    if (mayAnswerWith(name, value)) setHeader(headers, name, value);
  exchange.log?.data(`Method response body after transformations: ${body.toString()}`);
  return { status: toStatus(own.get('status')) ?? Number(statusCode), headers, body };
}

/** The first whose pattern matches in full; else the one without a pattern. */
function selectResponse(
  { integrationResponses = {} }: Integration,
  selection: string,
): IntegrationResponse {
  const all = Object.values(integrationResponses);
  const matching = all.find(({ selectionPattern }) => {
    if (!selectionPattern) return false;
    try {
      return compileJavaPattern(selectionPattern).matches(selection);
    } catch {
      return false;
    }
  });
  const found = matching ?? all.find(({ selectionPattern }) => !selectionPattern);
  if (!found)
    throw configurationError(
      `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${selection.slice(0, 100)}`,
    );
  return found;
}

/** By the Accept header, else JSON, else the first; without templates the body passes through. */
function selectTemplate(
  { request }: RestExchange,
  { responseTemplates = {} }: IntegrationResponse,
): { contentType: string; template: string } | undefined {
  const entries = Object.entries(responseTemplates);
  const accept = lastHeader(request, 'accept')?.split(',')[0]?.split(';')[0]?.trim();
  const found =
    entries.find(([type]) => type === accept) ??
    entries.find(([type]) => type === 'application/json') ??
    entries[0];
  // An empty template is how consoles write "pass through".
  return found && found[1] !== '' ? { contentType: found[0], template: found[1] } : undefined;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html */
function convertResponse(
  { request, stage }: RestExchange,
  { contentHandling }: IntegrationResponse,
  { body, headers }: EndpointAnswer,
): Buffer {
  const types = stage?.binaryTypes;
  const isBinary = types?.has(contentTypeOf(headers)) ?? false;
  if (contentHandling === 'CONVERT_TO_TEXT')
    return isBinary ? Buffer.from(body.toString('base64')) : body;
  if (contentHandling === 'CONVERT_TO_BINARY')
    return isBinary ? body : Buffer.from(unquoted(body), 'base64');
  if (isBinary && !types?.has(lastHeader(request, 'accept')))
    return Buffer.from(body.toString('base64'));
  return body;
}

/** A function returns base64 as a JSON text. */
function unquoted(body: Buffer): string {
  const text = body.toString('utf8');
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function contentTypeOf(headers: readonly string[]): string {
  for (let i = 0; i + 1 < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === 'content-type') return headers[i + 1] ?? '';
  return 'application/json';
}

function addMapped(
  exchange: RestExchange,
  { responseParameters = {} }: IntegrationResponse,
  answer: EndpointAnswer,
  headers: string[],
): void {
  for (const [target, source] of Object.entries(responseParameters)) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    if (name === undefined) continue;
    const [first, ...rest] = responseValues(exchange, source, answer).filter((value) =>
      mayAnswerWith(name, value),
    );
    if (first === undefined) continue;
    setHeader(headers, name, first);
    for (const value of rest) headers.push(name, value);
  }
}

/** AWS ignores an override that is no status. */
function toStatus(value: Value): number | undefined {
  const status = toNumber(value) ?? (typeof value === 'string' ? Number(value) : Number.NaN);
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}
