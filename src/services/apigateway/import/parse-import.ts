import { parseOpenApi } from '../../openapi-document.ts';
import { badRequest } from '../errors.ts';
import type { ImportedApi } from './imported-api.ts';
import { type BasePathMode, readOpenApi } from './read-openapi.ts';

const MODES: readonly string[] = ['ignore', 'prepend', 'split'];

/** @throws BadRequestException */
export function parseImport(
  body: unknown,
  parameters: Readonly<Record<string, string>> = {},
): ImportedApi {
  const document = parseOpenApi(body instanceof Uint8Array ? body : new Uint8Array());
  if (!document) throw badRequest('Invalid OpenAPI input.');
  const mode = parameters['basepath'] ?? parameters['basePath'] ?? 'ignore';
  if (!MODES.includes(mode)) throw badRequest(`Invalid base path mode ${mode.slice(0, 64)}`);
  const imported = readOpenApi(document, mode as BasePathMode);
  const types = parameters['endpointConfigurationTypes'];
  return types === undefined
    ? imported
    : {
        ...imported,
        api: { ...imported.api, endpointConfiguration: { types: types.split(',') as ['EDGE'] } },
      };
}
