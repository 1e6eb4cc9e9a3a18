import { asText, isObject, type Json, type OpenApiDocument } from '../../openapi-document.ts';
import type { ImportedApi } from './imported-api.ts';

type Models = ImportedApi['models'];

/** Finds the model of a schema, and makes one of a schema that has none. */
export interface ModelNames {
  nameOf(schema: Json): string | undefined;
}

/** The schemas of a document, references among them as API Gateway's models have them. */
export function readModels(document: OpenApiDocument): Models {
  return Object.entries(document.schemas).map(([name, schema]) => ({
    name: toModelName(name),
    contentType: 'application/json',
    schema: JSON.stringify(toModelSchema(schema)),
  }));
}

export function makeModelNames(models: Models): ModelNames {
  let inline = 0;
  return {
    nameOf(schema) {
      const ref = asText(schema['$ref']);
      if (ref !== undefined) return toModelName(ref.split('/').at(-1) ?? '');
      if (Object.keys(schema).length === 0) return undefined;
      const text = JSON.stringify(toModelSchema(schema));
      const known = models.find((each) => each.schema === text);
      if (known) return known.name;
      inline += 1;
      const name = `MODEL${String(inline).padStart(6, '0')}`;
      models.push({ name, contentType: 'application/json', schema: text });
      return name;
    },
  };
}

/** Names of models are alphanumeric. */
function toModelName(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, '') || 'Model';
}

/** A reference to a sibling becomes `#/models/<name>`; the id of the API stands in front once there is one. */
function toModelSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toModelSchema);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) => {
      const ref = /^#\/(?:definitions|components\/schemas)\/(.+)$/.exec(
        key === '$ref' ? String(value) : '',
      )?.[1];
      if (ref !== undefined) return [[key, `${MODEL_PLACE}${toModelName(ref)}`]];
      // An example is no constraint, and may hold anything.
      if (key === 'example' || key.startsWith('x-')) return [];
      return [[key, toModelSchema(value)]];
    }),
  );
}

const MODEL_PLACE = 'brume:models/';

/** The schema with references to the models of this API. */
export function placeModels(schema: string, apiId: string): string {
  return schema.replaceAll(
    MODEL_PLACE,
    `https://apigateway.amazonaws.com/restapis/${apiId}/models/`,
  );
}
