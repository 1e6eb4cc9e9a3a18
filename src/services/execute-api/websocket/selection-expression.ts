/**
 * Selection expressions of WebSocket APIs: routes, models, templates, responses.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 */
import { queryJson } from '../json-path.ts';
import { print, toJson, type Value } from '../vtl/java-values.ts';

/** @returns undefined when a variable on its own has no value */
export type SelectionExpression = (
  lookUp: (path: string) => string | undefined,
) => string | undefined;

/** The longest that is taken; AWS names no limit. */
const LONGEST = 1024;
const BARE = /^\$((?:request|response|integration|context|stageVariables)\.[^\s{}$]+)$/;
const PART = /\$\{([^{}$]*)\}/g;

/**
 * `$request.body.action`, `${request.body.service}/${request.body.action}`, or a fixed text, which may
 * be written with a backslash before its dollar: `\$default`.
 * @returns undefined for what is no expression
 */
export function parseSelectionExpression(text: string): SelectionExpression | undefined {
  if (text === '' || text.length > LONGEST) return undefined;
  const bare = BARE.exec(text)?.[1];
  if (bare !== undefined) return (lookUp) => lookUp(bare);
  const variables = [...text.matchAll(PART)].map((match) => match[1] ?? '');
  if (variables.some((each) => !BARE.test(`$${each}`))) return undefined;
  // What is left of a variable is a mistake.
  if (text.replace(PART, '').includes('${')) return undefined;
  if (variables.length === 0) {
    const fixed = text.replaceAll('\\$', '$');
    return () => fixed;
  }
  const only = variables.length === 1 && text === `\${${variables[0]}}` ? variables[0] : undefined;
  if (only !== undefined) return (lookUp) => lookUp(only);
  return (lookUp) => text.replace(PART, (_whole, path: string) => lookUp(path) ?? '');
}

/** What stands at a path of a JSON document; objects and lists as JSON. */
export function valueAt(document: Value | undefined, path: string): string | undefined {
  if (document === undefined) return undefined;
  let found: Value;
  try {
    found = queryJson(document, path === '' ? '$' : `$.${path}`);
  } catch {
    return undefined;
  }
  if (found === undefined || found === null) return undefined;
  return typeof found === 'object' ? toJson(found) : print(found);
}
