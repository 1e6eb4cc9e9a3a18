import type { Ids } from '../../platform/ids.ts';
import { LOWER_ALPHANUMERIC } from '../../platform/ids.ts';
import { badRequest, notFound } from './errors.ts';
import { type PatchRules, text } from './patch.ts';
import type { ModelRecord } from './store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateModel-Patch */
export const modelPatch: PatchRules = {
  '/description': text('description'),
  '/schema': text('schema'),
};

/** Every new API has these two. */
export function defaultModels(ids: Ids): ModelRecord[] {
  const model = (name: string, description: string, schema: object): ModelRecord => ({
    id: ids.pick(LOWER_ALPHANUMERIC, 6),
    name,
    description,
    contentType: 'application/json',
    schema: JSON.stringify(schema, undefined, 2),
  });
  const $schema = 'http://json-schema.org/draft-04/schema#';
  return [
    model('Empty', 'This is a default empty schema model', {
      $schema,
      title: 'Empty Schema',
      type: 'object',
    }),
    model('Error', 'This is a default error schema model', {
      $schema,
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  ];
}

/** @throws BadRequestException */
export function assertModel({
  name,
  schema,
}: {
  name?: string | undefined;
  schema?: string | undefined;
}): void {
  if (!/^[a-zA-Z0-9]+$/.test(name ?? ''))
    throw badRequest('Model name must be alphanumeric: ' + (name ?? '').slice(0, 64));
  if (schema === undefined || schema === '') return;
  try {
    JSON.parse(schema);
  } catch (error) {
    throw badRequest(
      `Model specified is invalid: [Invalid model schema specified. ${(error as Error).message}]`,
    );
  }
}

export function modelNotFound(name: string | undefined): Error {
  return notFound(`Invalid model name specified: ${name ?? ''}`);
}

/** With every model it refers to among its own definitions, and those in turn, each once. */
export function flattenModel(model: ModelRecord, all: readonly ModelRecord[]): ModelRecord {
  const byName = new Map(all.map((each) => [each.name, each]));
  const definitions: Record<string, unknown> = {};
  const flatten = (schema: string | undefined): unknown =>
    JSON.parse(schema ?? '{}', (key, value: unknown) => {
      const name =
        typeof value === 'string' ? /\/models\/([a-zA-Z0-9]+)$/.exec(value)?.[1] : undefined;
      if (key !== '$ref' || name === undefined) return value;
      const found = byName.get(name);
      if (found && !Object.hasOwn(definitions, name)) {
        definitions[name] = {};
        definitions[name] = flatten(found.schema);
      }
      return `#/definitions/${name}`;
    });
  const schema = flatten(model.schema) as object;
  const hasDefinitions = Object.keys(definitions).length > 0;
  return {
    ...model,
    schema: JSON.stringify(hasDefinitions ? { ...schema, definitions } : schema),
  };
}
