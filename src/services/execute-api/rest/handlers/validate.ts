import type { PlaneResponse } from '../../../data-plane.ts';
import { mediaTypeOf } from '../binary-types.ts';
import type { RestExchange } from '../exchange.ts';
import { lastHeader, queryOf } from '../exchange.ts';
import { refuse } from '../gateway-response.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html */
export function validate(exchange: RestExchange): PlaneResponse | undefined {
  const { request, route } = exchange;
  const validation = route?.validation;
  if (!validation) return undefined;
  const missing = validation.checksParameters ? findMissing(exchange) : [];
  if (missing.length > 0)
    return refuse(exchange, {
      type: 'BAD_REQUEST_PARAMETERS',
      message: `Missing required request parameters: [${missing.join(', ')}]`,
    });
  const contentType = mediaTypeOf(lastHeader(request, 'content-type') ?? 'application/json');
  const mistakes = validation.checkBody?.(contentType, request.body.toString('utf8')) ?? [];
  if (mistakes.length === 0) return undefined;
  exchange.log?.error(
    `Request body does not match model schema for content type ${contentType}: [${mistakes.join(', ')}]`,
  );
  return refuse(exchange, {
    type: 'BAD_REQUEST_BODY',
    message: 'Invalid request body',
    validationErrors: mistakes,
  });
}

/** Names of the required parameters that are absent or empty, in the order of the method. */
function findMissing(exchange: RestExchange): string[] {
  const { pathParameters, request, route } = exchange;
  const missing: string[] = [];
  for (const [parameter, isRequired] of Object.entries(route?.method.requestParameters ?? {})) {
    const [, place, name = ''] =
      /^method\.request\.(?:multivalue)?(header|querystring|path)\.(.+)$/.exec(parameter) ?? [];
    if (!isRequired || place === undefined) continue;
    const value =
      place === 'header'
        ? lastHeader(request, name.toLowerCase())
        : place === 'querystring'
          ? queryOf(exchange).get(name)?.at(-1)
          : pathParameters?.[name];
    if (value === undefined || value === '') missing.push(name);
  }
  return missing;
}
