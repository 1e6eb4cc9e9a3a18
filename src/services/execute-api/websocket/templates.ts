/**
 * Mapping templates of WebSocket APIs: the engine and the variables are those of REST APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html
 */
import { UTIL, makeInput } from '../rest/mapping/template-variables.ts';
import { parseKept } from '../rest/mapping/run-template.ts';
import { evaluate } from '../vtl/evaluate.ts';
import { fromParsed, type Value } from '../vtl/java-values.ts';
import { toContextVariables } from './context-variables.ts';
import { internalFailure, type SocketExchange } from './exchange.ts';
import { handshakeMaps } from './proxy-event.ts';
import { parseSelectionExpression } from './selection-expression.ts';
import { lookUp } from './source.ts';

/** @param body what `$input` reads. @throws SocketFailure for a template that fails */
export function runTemplate(exchange: SocketExchange, template: string, body: string): string {
  const { api, host, stage } = exchange;
  const variables = new Map<string, Value>([
    ['input', makeInput(body, () => paramsOf(exchange))],
    ['context', fromParsed(toContextVariables(exchange))],
    ['stageVariables', fromParsed(stage.variables ?? {})],
    ['util', UTIL],
  ]);
  try {
    return evaluate(parseKept(template), variables);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    host.log.warn(
      `WebSocket API ${api.apiId}: a mapping template of ${exchange.routeKey} failed: ${reason}`,
    );
    throw internalFailure(`Unable to transform request: ${reason}`);
  }
}

/** Only `$connect` has parameters. */
function paramsOf({ handshake, host }: SocketExchange): Map<string, Value> {
  const maps = handshake ? handshakeMaps(host, handshake) : {};
  return new Map<string, Value>([
    ['path', new Map<string, Value>()],
    ['querystring', fromParsed(maps['queryStringParameters'] ?? {})],
    ['header', fromParsed(maps['headers'] ?? {})],
  ]);
}

/** The template that the selection expression names, else `$default`'s; an empty one is none. */
export function selectTemplate(
  exchange: SocketExchange,
  templates: Readonly<Record<string, string>> = {},
  selectionExpression = '',
): string | undefined {
  const key = parseSelectionExpression(selectionExpression)?.((path) => lookUp(exchange, path));
  const template =
    key !== undefined && Object.hasOwn(templates, key) ? templates[key] : templates['$default'];
  return template === '' ? undefined : template;
}
