/**
 * The answers of API Gateway itself, and how an API may change them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
import type { GatewayResponse } from '@aws-sdk/client-api-gateway';
import type { PlaneResponse } from '../../data-plane.ts';
import { fillVariables } from '../fill-variables.ts';
import { lookUpContext } from './context-variables.ts';
import type { RestExchange } from './exchange.ts';
import { lastHeader, queryOf } from './exchange.ts';

/** Status and `x-amzn-ErrorType` of every type. */
export const GATEWAY_RESPONSES = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, 'AuthorizerConfigurationException'],
  BAD_REQUEST_BODY: [400, 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException'],
  EXPIRED_TOKEN: [403, 'ExpiredTokenException'],
  INTEGRATION_FAILURE: [504, 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  INVALID_API_KEY: [403, 'ForbiddenException'],
  INVALID_SIGNATURE: [403, 'InvalidSignatureException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  QUOTA_EXCEEDED: [429, 'LimitExceededException'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLargeException'],
  RESOURCE_NOT_FOUND: [404, 'NotFoundException'],
  THROTTLED: [429, 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException'],
  WAF_FILTERED: [403, 'ForbiddenException'],
} as const satisfies Record<string, readonly [number, string]>;

export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES;

export interface Refusal {
  type: GatewayResponseType;
  /** Undefined prints `null`. */
  message: string | undefined;
  /** In place of the type's own, while it is not customised. */
  status?: number;
  validationErrors?: string[];
}

/** Thrown by what is called from handlers; the chain answers with the refusal. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly refusal: Refusal;

  /** @param reason for the execution log; the caller does not see it */
  constructor(refusal: Refusal, reason: string) {
    super(reason);
    this.refusal = refusal;
  }
}

/** The integration is set up so that it cannot work: 500 for the caller, the reason for the log. */
export function configurationError(reason: string, status = 500): GatewayError {
  return new GatewayError(
    { type: 'API_CONFIGURATION_ERROR', message: 'Internal server error', status },
    `Execution failed due to configuration error: ${reason}`,
  );
}

/** A refusal as the stage's gateway responses render it, without the headers of every answer. */
export function refuse(exchange: RestExchange, refusal: Refusal): PlaneResponse {
  const { type, message, status, validationErrors } = refusal;
  exchange.failure = { responseType: type, message, ...(validationErrors && { validationErrors }) };
  const [ownStatus, errorType] = GATEWAY_RESPONSES[type];
  exchange.log?.error(`Gateway response type: ${type} with status code: ${status ?? ownStatus}`);
  const custom = findCustom(exchange, type, ownStatus);
  if (!custom) {
    return {
      status: status ?? ownStatus,
      headers: ['Content-Type', 'application/json', 'x-amzn-ErrorType', errorType],
      body: toBody(message, ownStatus),
    };
  }
  const [contentType, template] = selectTemplate(exchange, custom);
  const headers = ['Content-Type', contentType, 'x-amzn-ErrorType', errorType];
  for (const [target, source] of Object.entries(custom.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = name === undefined ? undefined : resolveSource(exchange, source);
    if (name !== undefined && value !== undefined && mayAnswerWith(name, value))
      setHeader(headers, name, value);
  }
  const customStatus = Number(custom.statusCode ?? Number.NaN);
  return {
    status: Number.isInteger(customStatus) ? customStatus : (status ?? ownStatus),
    headers,
    body: fill(exchange, template),
  };
}

/** AWS writes a space into the bodies of its server errors, and none into the others. */
function toBody(message: string | undefined, status: number): string {
  if (message === undefined) return '{"message":null}';
  return `{"message":${status >= 500 ? ' ' : ''}${JSON.stringify(message)}}`;
}

/** The entry of the type, else that of its class. */
function findCustom(
  { stage }: RestExchange,
  type: GatewayResponseType,
  status: number,
): GatewayResponse | undefined {
  const all = stage?.gatewayResponses;
  if (!all || all.size === 0) return undefined;
  const general = status >= 500 ? 'DEFAULT_5XX' : 'DEFAULT_4XX';
  return all.get(type) ?? all.get(general);
}

function selectTemplate(
  { request }: RestExchange,
  { responseTemplates = {} }: GatewayResponse,
): [contentType: string, template: string] {
  const entries = Object.entries(responseTemplates);
  const accept = lastHeader(request, 'accept')?.split(',')[0]?.trim();
  return (
    entries.find(([type]) => type === accept) ??
    entries.find(([type]) => type === 'application/json') ??
    entries[0] ?? ['application/json', '{"message":$context.error.messageString}']
  );
}

/** These templates know variables only, no directives. */
function fill(exchange: RestExchange, template: string): string {
  return fillVariables(template, (root, path) => {
    const value =
      root === 'context' ? lookUpContext(exchange, path) : exchange.stage?.variables?.[path];
    return value === undefined || value === null ? '' : String(value);
  });
}

function resolveSource(exchange: RestExchange, source: string): string | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return literal;
  const [, place, name = ''] =
    /^method\.request\.(header|querystring|path)\.(.+)$/.exec(source) ?? [];
  if (place === 'header') return lastHeader(exchange.request, name.toLowerCase());
  if (place === 'querystring') return queryOf(exchange).get(name)?.at(-1);
  if (place === 'path') return exchange.pathParameters?.[name];
  const [, root, path = ''] = /^(context|stageVariables)\.(.+)$/.exec(source) ?? [];
  if (root === 'stageVariables') return exchange.stage?.variables?.[path];
  const value = root === 'context' ? lookUpContext(exchange, path) : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

/** Line breaks would split the response. */
export function isHeaderText(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]+$/.test(text);
}

/** Written by the server alone: a second one of these would let one response be read as two. */
const FRAMING = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/** Whether a mapping may put this header on a response. */
export function mayAnswerWith(name: string, value: string): boolean {
  return (
    /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) &&
    !FRAMING.has(name.toLowerCase()) &&
    isHeaderText(value)
  );
}

/** Replaces a header in a flat list, whatever its case, or adds it. */
export function setHeader(headers: string[], name: string, value: string): void {
  const lower = name.toLowerCase();
  for (let i = 0; i < headers.length; i += 2)
    if (headers[i]?.toLowerCase() === lower) {
      headers[i + 1] = value;
      return;
    }
  headers.push(name, value);
}
