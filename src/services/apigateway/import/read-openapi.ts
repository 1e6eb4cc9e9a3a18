/**
 * OpenAPI 2.0 and 3.0 with API Gateway's extensions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
 */
import type { EndpointConfiguration, GatewayResponse } from '@aws-sdk/client-api-gateway';
import {
  asList,
  asObject,
  asText,
  asTextMap,
  type Json,
  type OpenApiDocument,
} from '../../openapi-document.ts';
import type { ImportedApi } from './imported-api.ts';
import { readDocumentation } from './read-documentation.ts';
import { readMethod } from './read-method.ts';
import { makeModelNames, readModels } from './read-models.ts';

/** How the base path of the document is used. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html */
export type BasePathMode = 'ignore' | 'prepend' | 'split';

export function readOpenApi(document: OpenApiDocument, basePathMode: BasePathMode): ImportedApi {
  const { root } = document;
  const info = asObject(root['info']);
  const models = readModels(document);
  const names = makeModelNames(models);
  const prefix = basePrefix(document, basePathMode);
  return {
    api: {
      name: asText(info['title']) ?? 'Imported API',
      ...(asText(info['description']) !== undefined && {
        description: asText(info['description']),
      }),
      ...(info['version'] !== undefined && { version: String(info['version']) }),
      ...readApiExtensions(root),
    },
    validators: Object.entries(asObject(root['x-amazon-apigateway-request-validators'])).map(
      ([name, value]) => ({
        name,
        validateRequestBody: asObject(value)['validateRequestBody'] === true,
        validateRequestParameters: asObject(value)['validateRequestParameters'] === true,
      }),
    ),
    authorizers: readAuthorizers(document),
    gatewayResponses: Object.entries(asObject(root['x-amazon-apigateway-gateway-responses'])).map(
      ([responseType, value]) => readGatewayResponse(responseType, asObject(value)),
    ),
    documentationParts: readDocumentation(root),
    methods: document.operations.map((each) =>
      readMethod(document, { ...each, path: `${prefix}${each.path}` }, names),
    ),
    // Reading methods may have found inline schemas: those became models, too.
    models,
  };
}

function readApiExtensions(root: Json): Partial<ImportedApi['api']> {
  const types = root['x-amazon-apigateway-binary-media-types'];
  const source = asText(root['x-amazon-apigateway-api-key-source']);
  const policy = root['x-amazon-apigateway-policy'];
  const size = root['x-amazon-apigateway-minimum-compression-size'];
  const endpoint = asObject(root['x-amazon-apigateway-endpoint-configuration']);
  const ids = asList(endpoint['vpcEndpointIds']).map(String);
  const configuration: EndpointConfiguration = {
    ...(Array.isArray(endpoint['types']) && { types: endpoint['types'] as ['REGIONAL'] }),
    ...(ids.length > 0 && { vpcEndpointIds: ids }),
  };
  return {
    ...(Array.isArray(types) && { binaryMediaTypes: types.map(String) }),
    ...(source !== undefined && {
      apiKeySource: source === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER',
    }),
    ...(policy !== undefined && { policy: JSON.stringify(policy) }),
    ...(typeof size === 'number' && { minimumCompressionSize: size }),
    ...(Object.keys(configuration).length > 0 && { endpointConfiguration: configuration }),
    ...(endpoint['disableExecuteApiEndpoint'] === true && { disableExecuteApiEndpoint: true }),
  };
}

function basePrefix({ isSwagger, root }: OpenApiDocument, mode: BasePathMode): string {
  if (mode === 'ignore') return '';
  const path = (isSwagger ? asText(root['basePath']) : serverPath(root)) ?? '';
  const parts = path.split('/').filter((each) => each !== '');
  const used = mode === 'split' ? parts.slice(1) : parts;
  return used.length === 0 ? '' : `/${used.join('/')}`;
}

function serverPath(root: Json): string | undefined {
  const server = asObject(asList(root['servers'])[0]);
  const variables = asObject(server['variables']);
  const url = (asText(server['url']) ?? '').replace(/\{(\w+)\}/g, (_whole, name: string) =>
    String(asObject(variables[name])['default'] ?? ''),
  );
  return url.replace(/^https?:\/\/[^/]*/, '');
}

/** Security schemes with the extension; a plain `apiKey` scheme is no authorizer. */
function readAuthorizers({
  securitySchemes,
  resolve,
}: OpenApiDocument): ImportedApi['authorizers'] {
  return Object.entries(securitySchemes).flatMap(([name, value]) => {
    const scheme = resolve(value);
    const extension = scheme['x-amazon-apigateway-authorizer'];
    if (extension === undefined) return [];
    const own = resolve(extension);
    const type = String(own['type'] ?? '').toUpperCase();
    const header = asText(scheme['name']);
    const source =
      asText(own['identitySource']) ??
      (header === undefined ? undefined : `method.request.header.${header}`);
    const ttl = own['authorizerResultTtlInSeconds'];
    return [
      {
        name,
        type: (type === 'COGNITO_USER_POOLS'
          ? type
          : type === 'REQUEST'
            ? type
            : 'TOKEN') as 'TOKEN',
        authType: asText(scheme['x-amazon-apigateway-authtype']) ?? 'custom',
        authorizerUri: asText(own['authorizerUri']),
        ...(source !== undefined && { identitySource: source }),
        ...(asText(own['authorizerCredentials']) !== undefined && {
          authorizerCredentials: asText(own['authorizerCredentials']),
        }),
        ...(asText(own['identityValidationExpression']) !== undefined && {
          identityValidationExpression: asText(own['identityValidationExpression']),
        }),
        authorizerResultTtlInSeconds: typeof ttl === 'number' ? ttl : 300,
      },
    ];
  });
}

function readGatewayResponse(responseType: string, value: Json): GatewayResponse {
  const status = value['statusCode'];
  return {
    responseType: responseType as 'DEFAULT_4XX',
    ...(status !== undefined && { statusCode: String(status) }),
    ...(value['responseParameters'] !== undefined && {
      responseParameters: asTextMap(value['responseParameters']) ?? {},
    }),
    ...(value['responseTemplates'] !== undefined && {
      responseTemplates: asTextMap(value['responseTemplates']) ?? {},
    }),
    defaultResponse: false,
  };
}
