import type { Method, MethodResponse } from '@aws-sdk/client-api-gateway';
import {
  asList,
  asObject,
  asText,
  type Json,
  type OpenApiDocument,
  type OpenApiOperation,
} from '../../openapi-document.ts';
import type { ImportedMethod } from './imported-api.ts';
import { readIntegration } from './read-integration.ts';
import type { ModelNames } from './read-models.ts';

const PLACES: Readonly<Record<string, string>> = {
  query: 'querystring',
  header: 'header',
  path: 'path',
};

export function readMethod(
  document: OpenApiDocument,
  each: OpenApiOperation,
  names: ModelNames,
): ImportedMethod {
  const { operation, parameters } = each;
  const access = readSecurity(document, operation);
  const requestParameters = readParameters(parameters);
  const requestModels = readBody(document, each, names);
  const methodResponses = readResponses(document, operation, names);
  const extension = operation['x-amazon-apigateway-integration'];
  const operationId = asText(operation['operationId']);
  const method: Method = {
    httpMethod: each.httpMethod,
    authorizationType: access.authorizationType,
    apiKeyRequired: access.isKeyRequired,
    ...(operationId !== undefined && { operationName: operationId }),
    ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
    ...(Object.keys(requestModels).length > 0 && { requestModels }),
    ...(Object.keys(methodResponses).length > 0 && { methodResponses }),
    ...(extension !== undefined && {
      methodIntegration: readIntegration(document.resolve(extension)),
    }),
  };
  const validator =
    asText(operation['x-amazon-apigateway-request-validator']) ??
    asText(document.root['x-amazon-apigateway-request-validator']);
  return {
    path: each.path,
    httpMethod: each.httpMethod,
    method,
    authorizer: access.authorizer,
    validator,
  };
}

interface Access {
  authorizationType: string;
  authorizer: string | undefined;
  isKeyRequired: boolean;
}

/** The operation's security, else the document's. Of several requirements the first authorizer counts. */
function readSecurity(document: OpenApiDocument, operation: Json): Access {
  const access: Access = { authorizationType: 'NONE', authorizer: undefined, isKeyRequired: false };
  const requirements = asList(operation['security'] ?? document.root['security']);
  for (const name of requirements.flatMap((each) => Object.keys(asObject(each)))) {
    const scheme = document.resolve(document.securitySchemes[name]);
    if (scheme['x-amazon-apigateway-authorizer'] !== undefined) {
      const type = String(
        document.resolve(scheme['x-amazon-apigateway-authorizer'])['type'] ?? '',
      ).toUpperCase();
      access.authorizationType = type === 'COGNITO_USER_POOLS' ? type : 'CUSTOM';
      access.authorizer ??= name;
    } else if (scheme['x-amazon-apigateway-authtype'] === 'awsSigv4')
      access.authorizationType = 'AWS_IAM';
    else if (scheme['type'] === 'apiKey') access.isKeyRequired = true;
  }
  const own = asText(asObject(operation['x-amazon-apigateway-auth'])['type']);
  if (own !== undefined) access.authorizationType = own.toUpperCase();
  return access;
}

function readParameters(parameters: readonly Json[]): Record<string, boolean> {
  const read: Record<string, boolean> = {};
  for (const parameter of parameters) {
    const place = PLACES[String(parameter['in'])];
    const name = asText(parameter['name']);
    if (place !== undefined && name !== undefined)
      read[`method.request.${place}.${name}`] = parameter['required'] === true;
  }
  return read;
}

/** Models of the body by media type. */
function readBody(
  document: OpenApiDocument,
  { operation, parameters }: OpenApiOperation,
  names: ModelNames,
): Record<string, string> {
  if (!document.isSwagger)
    return readContent(asObject(document.member(operation, 'requestBody')['content']), names);
  const schema = parameters.find((each) => each['in'] === 'body')?.['schema'];
  const name = schema === undefined ? undefined : names.nameOf(asObject(schema));
  if (name === undefined) return {};
  const types = asList(operation['consumes'] ?? document.root['consumes']).map(String);
  return Object.fromEntries(
    (types.length > 0 ? types : ['application/json']).map((type) => [type, name]),
  );
}

function readContent(content: Json, names: ModelNames): Record<string, string> {
  return Object.fromEntries(
    Object.entries(content).flatMap(([type, value]) => {
      const name = names.nameOf(asObject(asObject(value)['schema']));
      return name === undefined ? [] : [[type, name]];
    }),
  );
}

function readResponses(
  document: OpenApiDocument,
  operation: Json,
  names: ModelNames,
): Record<string, MethodResponse> {
  const read: Record<string, MethodResponse> = {};
  for (const [statusCode, value] of Object.entries(asObject(operation['responses']))) {
    if (!/^[1-5]\d\d$/.test(statusCode)) continue;
    const response = document.resolve(value);
    const headers = Object.keys(asObject(response['headers']));
    const responseModels = document.isSwagger
      ? readSwaggerModel(document, operation, response, names)
      : readContent(asObject(response['content']), names);
    read[statusCode] = {
      statusCode,
      ...(headers.length > 0 && {
        responseParameters: Object.fromEntries(
          headers.map((name) => [`method.response.header.${name}`, false]),
        ),
      }),
      ...(Object.keys(responseModels).length > 0 && { responseModels }),
    };
  }
  return read;
}

function readSwaggerModel(
  { root }: OpenApiDocument,
  operation: Json,
  response: Json,
  names: ModelNames,
): Record<string, string> {
  const name = names.nameOf(asObject(response['schema']));
  if (name === undefined) return {};
  const types = asList(operation['produces'] ?? root['produces']).map(String);
  return Object.fromEntries(
    (types.length > 0 ? types : ['application/json']).map((type) => [type, name]),
  );
}
