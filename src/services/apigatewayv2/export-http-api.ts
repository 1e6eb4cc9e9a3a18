/**
 * An HTTP API as an OpenAPI 3.0 document, in the form that ImportApi reads.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
 */
import { parseRouteKey } from '../execute-api/route-key.ts';
import { type Json, toMethodKey, toServers } from '../openapi-document.ts';
import { integrationIdOf } from './route.ts';
import type {
  ApiRecord,
  AuthorizerRecord,
  IntegrationRecord,
  RouteRecord,
  Snapshot,
} from './store.ts';

export interface ExportOptions {
  hasExtensions: boolean;
  /** Undefined: no stage was named, and the document names no server. */
  stageName: string | undefined;
  host: string;
}

export function exportHttpApi(
  api: ApiRecord,
  snapshot: Snapshot,
  { hasExtensions, host, stageName }: ExportOptions,
): Json {
  const paths: Record<string, Json> = {};
  for (const route of snapshot.routes) {
    const [method, path] = splitRouteKey(route.RouteKey);
    const item = (paths[path] ??= {});
    item[toMethodKey(method)] = toOperation(route, snapshot, hasExtensions);
  }
  const schemes = hasExtensions ? toSchemes(snapshot.authorizers ?? []) : {};
  return {
    openapi: '3.0.1',
    info: {
      title: api.Name,
      ...(api.Description && { description: api.Description }),
      version: api.Version ?? new Date(api.createdAtEpochMs).toISOString(),
    },
    ...(stageName !== undefined && { servers: toServers(host, stageName) }),
    ...(hasExtensions && toTags(api)),
    paths,
    ...(Object.keys(schemes).length > 0 && { components: { securitySchemes: schemes } }),
    ...(hasExtensions && snapshot.cors && { 'x-amazon-apigateway-cors': lowerKeys(snapshot.cors) }),
    ...(hasExtensions && { 'x-amazon-apigateway-importexport-version': '1.0' }),
  };
}

function splitRouteKey(routeKey: string): [method: string, path: string] {
  if (routeKey === '$default') return ['ANY', '/$default'];
  const space = routeKey.indexOf(' ');
  return [routeKey.slice(0, space), routeKey.slice(space + 1)];
}

function toOperation(route: RouteRecord, snapshot: Snapshot, hasExtensions: boolean): Json {
  const { RouteKey, OperationName } = route;
  const integration = snapshot.integrations.find(
    (each) => each.IntegrationId === integrationIdOf(route.Target),
  );
  const authorizer = snapshot.authorizers?.find((each) => each.AuthorizerId === route.AuthorizerId);
  const parameters = toPathParameters(RouteKey);
  return {
    ...(OperationName && { operationId: OperationName }),
    ...(parameters.length > 0 && { parameters }),
    responses: { default: { description: `Default response for ${RouteKey}` } },
    ...(hasExtensions &&
      authorizer && { security: [{ [nameOf(authorizer)]: route.AuthorizationScopes ?? [] }] }),
    ...(hasExtensions && RouteKey === '$default' && { isDefaultRoute: true }),
    ...(hasExtensions &&
      integration && { 'x-amazon-apigateway-integration': toIntegration(integration) }),
  };
}

function toPathParameters(routeKey: string): Json[] {
  const template = parseRouteKey(routeKey);
  return (template?.segments ?? []).flatMap((segment) => {
    if (segment.kind === 'static') return [];
    const name = segment.kind === 'greedy' ? `${segment.name}+` : segment.name;
    const description = `Generated path parameter for ${name}`;
    return [{ name, in: 'path', description, required: true, schema: { type: 'string' } }];
  });
}

function toIntegration(integration: IntegrationRecord): Json {
  const {
    IntegrationId: _id,
    ApiGatewayManaged: _managed,
    IntegrationType,
    IntegrationMethod,
    IntegrationUri,
    CredentialsArn,
    Description: _description,
    TlsConfig,
    ...members
  } = integration;
  return {
    ...lowerKeys(members),
    type: IntegrationType?.toLowerCase(),
    ...(IntegrationMethod && { httpMethod: IntegrationMethod }),
    ...(IntegrationUri && { uri: IntegrationUri }),
    ...(CredentialsArn && { credentials: CredentialsArn }),
    ...(TlsConfig && { tlsConfig: lowerKeys(TlsConfig) }),
  };
}

function toSchemes(authorizers: readonly AuthorizerRecord[]): Json {
  return Object.fromEntries(
    authorizers.map((authorizer) => {
      const { AuthorizerId: _id, AuthorizerType, IdentitySource = [], Name: _name } = authorizer;
      const isJwt = AuthorizerType === 'JWT';
      const { JwtConfiguration } = authorizer;
      const extension = isJwt
        ? {
            type: 'jwt',
            identitySource: IdentitySource.join(','),
            jwtConfiguration: lowerKeys(JwtConfiguration ?? {}),
          }
        : {
            type: 'request',
            identitySource: IdentitySource.join(','),
            authorizerUri: authorizer.AuthorizerUri,
            authorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion,
            authorizerResultTtlInSeconds: authorizer.AuthorizerResultTtlInSeconds,
            enableSimpleResponses: authorizer.EnableSimpleResponses,
            authorizerCredentials: authorizer.AuthorizerCredentialsArn,
          };
      const scheme = isJwt ? { type: 'oauth2' } : { type: 'apiKey', name: 'Unused', in: 'header' };
      return [nameOf(authorizer), { ...scheme, 'x-amazon-apigateway-authorizer': extension }];
    }),
  );
}

function nameOf({ AuthorizerId, Name }: AuthorizerRecord): string {
  return Name ?? AuthorizerId;
}

function toTags({ Tags = {} }: ApiRecord): Json {
  const tags = Object.entries(Tags).map(([name, value]) => ({
    name,
    'x-amazon-apigateway-tag-value': value,
  }));
  return tags.length > 0 ? { tags } : {};
}

/** The extensions spell the API's members with a small first letter. */
function lowerKeys(members: object): Json {
  return Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value as unknown]),
  );
}
