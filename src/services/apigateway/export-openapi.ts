/** An API as an OpenAPI document, 2.0 (`swagger`) or 3.0 (`oas30`). */
import type { Method } from '@aws-sdk/client-api-gateway';
import { type Json, toMethodKey, toServers } from '../openapi-document.ts';
import type { DocumentationPartRecord, ResourceRecord, Snapshot, StageRecord } from './store.ts';

export interface ExportOptions {
  isSwagger: boolean;
  hasIntegrations: boolean;
  hasAuthorizers: boolean;
  host: string;
  /** Undefined: left out. */
  documentation: readonly DocumentationPartRecord[] | undefined;
}

export function exportOpenApi(
  snapshot: Snapshot,
  stage: StageRecord,
  options: ExportOptions,
): Json {
  const { api } = snapshot;
  const version = api.version ?? new Date(stage.createdAtEpochMs).toISOString();
  const info: Json = {
    title: api.name,
    ...(api.description !== undefined && { description: api.description }),
    version,
  };
  const paths = Object.fromEntries(
    snapshot.resources
      .filter((each) => Object.keys(each.resourceMethods).length > 0)
      .map((each) => [each.path, toPathItem(snapshot, each, options)]),
  );
  const schemas = toSchemas(snapshot, options);
  const schemes = toSchemes(snapshot, options);
  const extensions: Json = {
    ...(options.hasIntegrations &&
      (api.binaryMediaTypes?.length ?? 0) > 0 && {
        'x-amazon-apigateway-binary-media-types': api.binaryMediaTypes,
      }),
    ...toDocumentation(stage, options.documentation),
  };
  const hasSchemes = Object.keys(schemes).length > 0;
  if (options.isSwagger)
    return {
      swagger: '2.0',
      info,
      host: options.host,
      basePath: `/${stage.stageName}`,
      schemes: ['https'],
      paths,
      ...(hasSchemes && { securityDefinitions: schemes }),
      definitions: schemas,
      ...extensions,
    };
  return {
    openapi: '3.0.1',
    info,
    servers: toServers(options.host, stage.stageName),
    paths,
    components: { schemas, ...(hasSchemes && { securitySchemes: schemes }) },
    ...extensions,
  };
}

function toDocumentation(
  { documentationVersion }: StageRecord,
  parts: ExportOptions['documentation'],
): Json {
  if (!parts) return {};
  return {
    'x-amazon-apigateway-documentation': {
      ...(documentationVersion !== undefined && { version: documentationVersion }),
      documentationParts: parts.map(({ location, properties = '{}' }) => ({
        location,
        properties: JSON.parse(properties) as unknown,
      })),
    },
  };
}

function toPathItem(
  snapshot: Snapshot,
  { resourceMethods }: ResourceRecord,
  options: ExportOptions,
): Json {
  return Object.fromEntries(
    Object.entries(resourceMethods).map(([name, method]) => [
      toMethodKey(name),
      toOperation(snapshot, method, options),
    ]),
  );
}

const PLACES: Readonly<Record<string, string>> = {
  querystring: 'query',
  header: 'header',
  path: 'path',
};

function toOperation(snapshot: Snapshot, method: Method, options: ExportOptions): Json {
  const { isSwagger } = options;
  const parameters = Object.entries(method.requestParameters ?? {}).flatMap(
    ([source, required]) => {
      const [, place = '', name = ''] = /^method\.request\.(\w+)\.(.+)$/.exec(source) ?? [];
      const type = isSwagger ? { type: 'string' } : { schema: { type: 'string' } };
      return PLACES[place] === undefined ? [] : [{ name, in: PLACES[place], required, ...type }];
    },
  );
  const models = Object.entries(method.requestModels ?? {});
  const body: Json[] =
    isSwagger && models[0]
      ? [{ in: 'body', name: models[0][1], required: true, schema: toRef(models[0][1], isSwagger) }]
      : [];
  const security = toSecurity(snapshot, method, options);
  const all = [...parameters, ...body];
  return {
    ...(method.operationName !== undefined && { operationId: method.operationName }),
    ...(isSwagger && { produces: ['application/json'] }),
    ...(all.length > 0 && { parameters: all }),
    ...(!isSwagger &&
      models.length > 0 && { requestBody: { content: toContent(models), required: true } }),
    responses: toResponses(method, isSwagger),
    ...(security.length > 0 && { security }),
    ...(options.hasIntegrations &&
      method.methodIntegration && {
        'x-amazon-apigateway-integration': toExtension(method),
      }),
  };
}

function toRef(name: string, isSwagger: boolean): Json {
  return { $ref: isSwagger ? `#/definitions/${name}` : `#/components/schemas/${name}` };
}

function toContent(models: readonly [string, string][]): Json {
  return Object.fromEntries(models.map(([type, name]) => [type, { schema: toRef(name, false) }]));
}

function toResponses({ methodResponses = {} }: Method, isSwagger: boolean): Json {
  return Object.fromEntries(
    Object.entries(methodResponses).map(([status, response]) => {
      const headers = Object.keys(response.responseParameters ?? {}).map((each) => [
        each.replace('method.response.header.', ''),
        isSwagger ? { type: 'string' } : { schema: { type: 'string' } },
      ]);
      const models = Object.entries(response.responseModels ?? {});
      return [
        status,
        {
          description: `${status} response`,
          ...(headers.length > 0 && { headers: Object.fromEntries(headers) as Json }),
          ...(isSwagger && models[0] && { schema: toRef(models[0][1], true) }),
          ...(!isSwagger && { content: toContent(models) }),
        },
      ];
    }),
  );
}

function toExtension({ methodIntegration }: Method): Json {
  const { cacheKeyParameters, integrationResponses, type, passthroughBehavior, ...members } =
    methodIntegration ?? {};
  const { cacheNamespace: _namespace, ...rest } = members;
  const responses = Object.values(integrationResponses ?? {}).map(
    ({ selectionPattern, ...response }) => [selectionPattern || 'default', response],
  );
  return {
    type: type?.toLowerCase(),
    ...rest,
    passthroughBehavior: passthroughBehavior?.toLowerCase(),
    ...(cacheKeyParameters && cacheKeyParameters.length > 0 && { cacheKeyParameters }),
    ...(responses.length > 0 && { responses: Object.fromEntries(responses) as Json }),
  };
}

function toSecurity(
  { authorizers }: Snapshot,
  method: Method,
  { hasAuthorizers }: ExportOptions,
): Json[] {
  const authorizer = authorizers.find((each) => each.id === method.authorizerId);
  return [
    ...(hasAuthorizers && authorizer?.name ? [{ [authorizer.name]: [] }] : []),
    ...(method.apiKeyRequired ? [{ api_key: [] }] : []),
  ];
}

function toSchemes(snapshot: Snapshot, { hasAuthorizers }: ExportOptions): Json {
  const methods = snapshot.resources.flatMap((each) => Object.values(each.resourceMethods));
  const schemes: Json = methods.some((each) => each.apiKeyRequired)
    ? { api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' } }
    : {};
  if (hasAuthorizers)
    for (const { id: _id, name = '', authType, ...authorizer } of snapshot.authorizers) {
      const header = /^method\.request\.header\.(.+)$/.exec(authorizer.identitySource ?? '')?.[1];
      schemes[name] = {
        type: 'apiKey',
        name: header ?? 'Unused',
        in: 'header',
        'x-amazon-apigateway-authtype': authType ?? 'custom',
        'x-amazon-apigateway-authorizer': {
          ...authorizer,
          type: authorizer.type?.toLowerCase(),
        },
      };
    }
  return schemes;
}

function toSchemas({ models }: Snapshot, { isSwagger }: ExportOptions): Json {
  const place = isSwagger ? '#/definitions/' : '#/components/schemas/';
  return Object.fromEntries(
    models.map(({ name, schema = '{}' }) => {
      const { $schema: _schema, ...rest } = JSON.parse(
        schema.replaceAll(
          /https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/"]+\/models\//g,
          place,
        ),
      ) as Json;
      return [name, rest];
    }),
  );
}
