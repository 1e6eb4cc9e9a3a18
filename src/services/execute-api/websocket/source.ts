/**
 * Where expressions and parameter mappings take their values from.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
 */
import { headerOf } from '../exchange.ts';
import { lookUpVariable } from './context-variables.ts';
import { jsonBody, type SocketExchange } from './exchange.ts';
import { valueAt } from './selection-expression.ts';

/** @param path without the dollar: `request.body.action`, `route.request.header.x`, `context.stage` */
export function lookUp(exchange: SocketExchange, path: string): string | undefined {
  const [, place = '', rest = ''] =
    /^(context|stageVariables|(?:route\.)?request\.(?:body|header|querystring))\.?(.*)$/s.exec(
      path,
    ) ?? [];
  if (place === 'context') return lookUpVariable(exchange, rest);
  if (place === 'stageVariables') return exchange.stage.variables?.[rest];
  if (place.endsWith('.body')) return valueAt(jsonBody(exchange), rest);
  const { handshake } = exchange;
  if (!handshake || rest === '') return undefined;
  if (place.endsWith('.header')) return headerOf(handshake, rest.toLowerCase());
  return new URLSearchParams(handshake.query).get(rest) ?? undefined;
}
