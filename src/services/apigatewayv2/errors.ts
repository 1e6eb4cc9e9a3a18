/** Refusals that several operations share. */
import { type AwsError, notImplemented } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';
import type { ApiRecord } from './store.ts';

export function badRequest(message: string): AwsError {
  return serviceError('apigatewayv2', 'BadRequestException', message);
}

export function conflict(message: string): AwsError {
  return serviceError('apigatewayv2', 'ConflictException', message);
}

/**
 * AWS's wording for REST APIs (recorded), and for the API identifier here; the other kinds are taken
 * to follow it.
 */
export function notFound(
  kind:
    | 'Authorizer'
    | 'Deployment'
    | 'Integration'
    | 'IntegrationResponse'
    | 'Model'
    | 'Route'
    | 'RouteResponse'
    | 'stage',
): AwsError {
  return serviceError('apigatewayv2', 'NotFoundException', `Invalid ${kind} identifier specified`);
}

/** Members that only WebSocket APIs have. Empty values pass, as tools send them for every API. */
export function refuseWebSocketOnly(members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members))
    if (!isEmpty(value)) throw badRequest(`${name} is not currently supported for HTTP APIs.`);
}

/** Members that only HTTP APIs have. */
export function refuseHttpOnly(members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members))
    if (!isEmpty(value)) throw badRequest(`${name} is not currently supported for WebSocket APIs.`);
}

/** Operations that only WebSocket APIs have. @throws BadRequestException */
export function assertWebSocket({ ProtocolType }: ApiRecord, operation: string): void {
  if (ProtocolType !== 'WEBSOCKET')
    throw badRequest(`${operation} is not currently supported for HTTP APIs.`);
}

/** Members of APIs that Brume does not honour yet: an honest 501, never a stored promise. */
export function refuseUnbuilt(operation: string, members: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(members))
    if (!isEmpty(value)) throw notImplemented('apigatewayv2', operation, `the setting ${name}`);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
