/**
 * OpenAPI 3.0 with API Gateway's extensions, as an HTTP API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
import type { Authorizer, Cors, Integration } from '@aws-sdk/client-apigatewayv2';
import {
  asList,
  asObject,
  asText,
  type Json,
  type OpenApiDocument,
  type OpenApiOperation,
} from '../../openapi-document.ts';

export interface ImportedHttpApi {
  name: string | undefined;
  description: string | undefined;
  version: string | undefined;
  cors: Cors | undefined;
  /** Undefined: the document has none. */
  tags: Record<string, string> | undefined;
  /** By the names of their security schemes. */
  authorizers: Map<string, Authorizer>;
  routes: ImportedRoute[];
}

export interface ImportedRoute {
  routeKey: string;
  /** Undefined: the route leads nowhere yet. */
  integration: Integration | undefined;
  operationName: string | undefined;
  authorizer: string | undefined;
  scopes: string[];
}

/** @param basePath put in front of every path; empty for none */
export function readHttpApi(document: OpenApiDocument, basePath: string): ImportedHttpApi {
  const info = asObject(document.root['info']);
  return {
    name: asText(info['title']),
    description: asText(info['description']),
    version: info['version'] === undefined ? undefined : String(info['version']),
    cors: readCors(document.root['x-amazon-apigateway-cors']),
    tags: readTags(document.root['tags']),
    authorizers: readAuthorizers(document),
    routes: document.operations.map((each) => readRoute(document, each, basePath)),
  };
}

function readRoute(
  document: OpenApiDocument,
  { httpMethod, operation, path }: OpenApiOperation,
  basePath: string,
): ImportedRoute {
  const extension = operation['x-amazon-apigateway-integration'];
  const requirement = asObject(asList(operation['security'] ?? document.root['security'])[0]);
  const [scheme] = Object.keys(requirement);
  return {
    routeKey: path === '/$default' ? '$default' : `${httpMethod} ${basePath}${path}`,
    integration: extension === undefined ? undefined : readIntegration(document.resolve(extension)),
    operationName: asText(operation['operationId']),
    authorizer: scheme,
    scopes: scheme === undefined ? [] : asList(requirement[scheme]).map(String),
  };
}

function readIntegration(extension: Json): Integration {
  const timeout = extension['timeoutInMillis'];
  const text = (name: string): string | undefined => asText(extension[name]);
  const format = extension['payloadFormatVersion'];
  return {
    IntegrationType: (text('type') ?? '').toUpperCase() as 'AWS_PROXY',
    IntegrationMethod: text('httpMethod')?.toUpperCase(),
    IntegrationUri: text('uri'),
    ConnectionType: text('connectionType')?.toUpperCase() as Integration['ConnectionType'],
    ConnectionId: text('connectionId'),
    CredentialsArn: text('credentials'),
    IntegrationSubtype: text('integrationSubtype'),
    // YAML reads 2.0 as a number.
    PayloadFormatVersion:
      typeof format === 'number' ? format.toFixed(1) : text('payloadFormatVersion'),
    TimeoutInMillis: typeof timeout === 'number' ? timeout : undefined,
    ...(extension['tlsConfig'] !== undefined && {
      TlsConfig: {
        ServerNameToVerify: asText(asObject(extension['tlsConfig'])['serverNameToVerify']),
      },
    }),
    ...(extension['requestParameters'] !== undefined && {
      RequestParameters: extension['requestParameters'] as Record<string, string>,
    }),
    ...(extension['responseParameters'] !== undefined && {
      ResponseParameters: extension['responseParameters'] as Record<string, Record<string, string>>,
    }),
  };
}

/** OpenAPI's tags that carry AWS's extension are tags of the API; the others only describe operations. */
function readTags(value: unknown): Record<string, string> | undefined {
  const tags = asList(value).flatMap((each): [string, string][] => {
    const { name, 'x-amazon-apigateway-tag-value': text } = asObject(each);
    return typeof name === 'string' && typeof text === 'string' ? [[name, text]] : [];
  });
  return tags.length > 0 ? Object.fromEntries(tags) : undefined;
}

function readCors(value: unknown): Cors | undefined {
  if (value === undefined) return undefined;
  const cors = asObject(value);
  const list = (name: string): string[] | undefined =>
    Array.isArray(cors[name]) ? (cors[name] as unknown[]).map(String) : undefined;
  return {
    AllowCredentials: cors['allowCredentials'] === true ? true : undefined,
    AllowHeaders: list('allowHeaders'),
    AllowMethods: list('allowMethods'),
    AllowOrigins: list('allowOrigins'),
    ExposeHeaders: list('exposeHeaders'),
    MaxAge: typeof cors['maxAge'] === 'number' ? cors['maxAge'] : undefined,
  };
}

function readAuthorizers({ resolve, securitySchemes }: OpenApiDocument): Map<string, Authorizer> {
  const read = new Map<string, Authorizer>();
  for (const [name, value] of Object.entries(securitySchemes)) {
    const extension = resolve(value)['x-amazon-apigateway-authorizer'];
    if (extension !== undefined) read.set(name, readAuthorizer(name, resolve(extension)));
  }
  return read;
}

function readAuthorizer(name: string, own: Json): Authorizer {
  const source = own['identitySource'];
  const IdentitySource = (Array.isArray(source) ? source.map(String) : [String(source ?? '')])
    .flatMap((each) => each.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const jwt = asObject(own['jwtConfiguration']);
  const ttl = own['authorizerResultTtlInSeconds'];
  const format = own['authorizerPayloadFormatVersion'];
  if (String(own['type']).toLowerCase() === 'jwt')
    return {
      Name: name,
      AuthorizerType: 'JWT',
      IdentitySource,
      JwtConfiguration: {
        Audience: asList(jwt['audience']).map(String),
        Issuer: asText(jwt['issuer']),
      },
    };
  return {
    Name: name,
    AuthorizerType: String(own['type']).toUpperCase() as 'REQUEST',
    IdentitySource,
    AuthorizerUri: asText(own['authorizerUri']),
    AuthorizerPayloadFormatVersion: typeof format === 'number' ? format.toFixed(1) : asText(format),
    EnableSimpleResponses: own['enableSimpleResponses'] === true,
    ...(typeof ttl === 'number' && { AuthorizerResultTtlInSeconds: ttl }),
  };
}
