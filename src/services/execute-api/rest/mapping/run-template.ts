import { evaluate } from '../../vtl/evaluate.ts';
import type { Value } from '../../vtl/java-values.ts';
import { parseTemplate, type Template } from '../../vtl/parse-template.ts';
import { VtlError } from '../../vtl/template.ts';
import type { RestExchange } from '../exchange.ts';
import { configurationError } from '../gateway-response.ts';
import { toTemplateVariables } from './template-variables.ts';

/** Templates are few, requests are many. */
const MOST_KEPT = 500;
const kept = new Map<string, Template>();

/** @param context is written to by the template's overrides. @throws GatewayError for a template that fails */
export function runTemplate(
  exchange: RestExchange,
  template: string,
  body: string,
  context: Map<string, Value>,
): string {
  try {
    return evaluate(parseKept(template), toTemplateVariables(exchange, body, context));
  } catch (error) {
    // Whatever a template does wrong is its author's mistake: bad patterns, bad paths, bombs.
    const reason = error instanceof VtlError || error instanceof Error ? error.message : 'unknown';
    exchange.host.log.warn(
      `REST API ${exchange.api.apiId}: the mapping template of ${exchange.route?.routeKey} failed: ${reason}`,
    );
    throw configurationError(`Unable to transform request: ${reason}`);
  }
}

/** @throws VtlError */
export function parseKept(text: string): Template {
  const known = kept.get(text);
  if (known) return known;
  const parsed = parseTemplate(text);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, parsed);
  return parsed;
}
