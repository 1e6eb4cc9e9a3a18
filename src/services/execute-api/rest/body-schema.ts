/**
 * Request bodies against models, JSON Schema draft 4.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
import draft4 from 'ajv-draft-04';
import type { ValidateFunction } from 'ajv';
import { compileJavaPattern } from '../java-pattern.ts';

/** Models refer to each other by this address. */
const MODEL_URL = 'https://apigateway.amazonaws.com/restapis';
/** Values nested deeper than this are refused before a recursive model could exhaust the stack. */
const DEEPEST_BODY = 200;
/** ajv-draft-04 is CommonJS: its class is the default of the module, or the module. */
const Ajv = (draft4 as unknown as { default?: typeof draft4.default }).default ?? draft4.default;

export type CheckBody = (contentType: string, body: string) => string[];

/**
 * @param models of the API, by name. @param byType names of models by media type, as a method has them
 * @returns a check that gives the reasons why a body is refused; none when it is sound
 */
export function compileBodySchema(
  apiId: string,
  models: readonly { name: string; schema?: string | undefined }[],
  byType: Readonly<Record<string, string>>,
): CheckBody {
  let compiled: Map<string, ValidateFunction> | undefined;
  return (contentType, body) => {
    const name = Object.hasOwn(byType, contentType) ? byType[contentType] : byType['$default'];
    if (name === undefined) return [];
    compiled ??= compileAll(apiId, models, new Set(Object.values(byType)));
    const check = compiled.get(name);
    if (!check) return [];
    const value = parse(body === '' ? '{}' : body);
    if (value === undefined) return ['the body is not valid JSON'];
    if (check(value)) return [];
    return (check.errors ?? []).map((each) => `${each.instancePath || '#'} ${each.message ?? ''}`);
  };
}

function compileAll(
  apiId: string,
  models: readonly { name: string; schema?: string | undefined }[],
  wanted: ReadonlySet<string>,
): Map<string, ValidateFunction> {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    logger: false,
    allErrors: false,
    code: { regExp: Object.assign(toRegExp, { code: '' }) },
  });
  for (const { name, schema } of models) {
    const parsed = parse(schema ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) continue;
    const { id: _id, ...rest } = parsed as Record<string, unknown>;
    ajv.addSchema(rest, `${MODEL_URL}/${apiId}/models/${name}`);
  }
  const compiled = new Map<string, ValidateFunction>();
  for (const name of wanted) {
    const check = ajv.getSchema(`${MODEL_URL}/${apiId}/models/${name}`);
    if (check) compiled.set(name, check as ValidateFunction);
  }
  return compiled;
}

/** Patterns of models run in linear time. They match anywhere in a text. */
function toRegExp(pattern: string): { test(text: string): boolean } {
  const compiled = compileJavaPattern(`(?s).*(?:${pattern}).*`);
  return { test: (text) => compiled.matches(text) };
}

/** @returns undefined for what is no JSON, or nested too deeply */
function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return depthOf(text) > DEEPEST_BODY ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Of brackets outside of texts; the text is valid JSON. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let i = 0; i < text.length; i++) {
    const each = text[i];
    if (isInText) {
      if (each === '\\') i += 1;
      else if (each === '"') isInText = false;
    } else if (each === '"') isInText = true;
    else if (each === '{' || each === '[') deepest = Math.max(deepest, ++depth);
    else if (each === '}' || each === ']') depth -= 1;
  }
  return deepest;
}
