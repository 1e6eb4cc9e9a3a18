import type { RestExchange } from '../exchange.ts';
import { isHeaderText } from '../gateway-response.ts';
import { requestValues } from './source.ts';

export interface MappedParameters {
  /** Alternating names and values. */
  headers: string[];
  query: [name: string, value: string][];
  path: Record<string, string>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html */
export function mapRequestParameters(
  exchange: RestExchange,
  parameters: Readonly<Record<string, string>> = {},
): MappedParameters {
  const mapped: MappedParameters = { headers: [], query: [], path: {} };
  for (const [target, source] of Object.entries(parameters)) {
    const [, place, name = ''] =
      /^integration\.request\.(?:multivalue)?(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const values = requestValues(exchange, source);
    if (place === 'path' && values[0] !== undefined) mapped.path[name] = values[0];
    for (const value of values) {
      if (place === 'header' && isHeaderText(value)) mapped.headers.push(name, value);
      if (place === 'querystring') mapped.query.push([name, value]);
    }
  }
  return mapped;
}
