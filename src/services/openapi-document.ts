/** OpenAPI documents as both API Gateways import and export them: JSON or YAML, versions 2.0 and 3.0. */
import { parse as parseYaml, stringify as stringifyYaml } from 'yaml';

export type Json = Record<string, unknown>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: 6 MB */
const LARGEST_BYTES = 6 * 1024 * 1024;
/** Of `$ref`s that lead to `$ref`s. */
const LONGEST_CHAIN = 32;
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const ANY_METHOD = 'x-amazon-apigateway-any-method';

export interface OpenApiDocument {
  readonly root: Json;
  readonly isSwagger: boolean;
  /** The object at a member, empty when there is none. */
  member(owner: Json, name: string): Json;
  /** Follows a local `$ref`. */
  resolve(value: unknown): Json;
  /** `definitions` or `components.schemas`. */
  readonly schemas: Json;
  /** `securityDefinitions` or `components.securitySchemes`. */
  readonly securitySchemes: Json;
  readonly operations: readonly OpenApiOperation[];
}

export interface OpenApiOperation {
  /** As written, `/users/{id}`. */
  path: string;
  /** `GET` … or `ANY`. */
  httpMethod: string;
  operation: Json;
  /** Those of the path and of the operation, `$ref`s followed. */
  parameters: Json[];
}

/** @returns undefined for what is no OpenAPI document */
export function parseOpenApi(body: Uint8Array): OpenApiDocument | undefined {
  const root = readRoot(body);
  const version = root && String(root['swagger'] ?? root['openapi'] ?? '');
  if (!root || !/^(2\.|3\.)/.test(version ?? '')) return undefined;
  const isSwagger = root['swagger'] !== undefined;
  const resolve = (value: unknown): Json => follow(root, value);
  const components = asObject(root['components']);
  return {
    root,
    isSwagger,
    member: (owner, name) => resolve(owner[name]),
    resolve,
    schemas: asObject(isSwagger ? root['definitions'] : components['schemas']),
    securitySchemes: asObject(
      isSwagger ? root['securityDefinitions'] : components['securitySchemes'],
    ),
    operations: readOperations(root, resolve),
  };
}

/** An exported document as text. */
export function printOpenApi(document: Json, format: 'json' | 'yaml'): string {
  return format === 'yaml' ? stringifyYaml(document) : JSON.stringify(document, undefined, 2);
}

/** `servers` of an exported document of version 3.0. */
export function toServers(host: string, stageName: string): Json[] {
  return [
    {
      url: `https://${host}/{basePath}`,
      variables: { basePath: { default: stageName } },
    },
  ];
}

/** The key of an operation in a path item. */
export function toMethodKey(httpMethod: string): string {
  return httpMethod === 'ANY' ? ANY_METHOD : httpMethod.toLowerCase();
}

function readRoot(body: Uint8Array): Json | undefined {
  if (body.byteLength > LARGEST_BYTES) return undefined;
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  try {
    // The library refuses documents whose aliases would multiply.
    const parsed: unknown = /^\s*\{/.test(text) ? JSON.parse(text) : parseYaml(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function readOperations(root: Json, resolve: (value: unknown) => Json): OpenApiOperation[] {
  const found: OpenApiOperation[] = [];
  for (const [path, value] of Object.entries(asObject(root['paths']))) {
    if (!path.startsWith('/')) continue;
    const item = resolve(value);
    const shared = asList(item['parameters']).map(resolve);
    for (const [key, each] of Object.entries(item)) {
      if (!METHODS.includes(key) && key !== ANY_METHOD) continue;
      const operation = resolve(each);
      const own = asList(operation['parameters']).map(resolve);
      found.push({
        path,
        httpMethod: key === ANY_METHOD ? 'ANY' : key.toUpperCase(),
        operation,
        parameters: [...shared, ...own],
      });
    }
  }
  return found;
}

function follow(root: Json, value: unknown): Json {
  let current = value;
  for (let i = 0; i < LONGEST_CHAIN && isObject(current); i++) {
    const ref = current['$ref'];
    if (typeof ref !== 'string' || !ref.startsWith('#/')) return current;
    let target: unknown = root;
    for (const part of ref.slice(2).split('/')) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      target = isObject(target) && Object.hasOwn(target, name) ? target[name] : undefined;
    }
    current = target;
  }
  return {};
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Texts (and what prints as one) of a map; undefined when there is none. */
export function asTextMap(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && typeof each !== 'object')
      .map(([key, each]) => [key, String(each)]),
  );
}
