/**
 * CORS as API Gateway answers it for an HTTP API with a CORS configuration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */

/** The members of the API's `CorsConfiguration`. */
export interface CorsConfiguration {
  AllowCredentials?: boolean | undefined;
  AllowHeaders?: string[] | undefined;
  AllowMethods?: string[] | undefined;
  AllowOrigins?: string[] | undefined;
  ExposeHeaders?: string[] | undefined;
  MaxAge?: number | undefined;
}

export interface CorsPolicy {
  /** The value of `access-control-allow-origin`, or undefined for an origin that is not allowed. */
  allowOrigin(origin: string): string | undefined;
  /** Alternating names and values, for every answer to an allowed origin. */
  readonly responseHeaders: readonly string[];
  /** Further ones, for the answer to a preflight. */
  readonly preflightHeaders: readonly string[];
}

export function compileCors(configuration: CorsConfiguration): CorsPolicy {
  const origins = new Set(configuration.AllowOrigins);
  // `https://*` allows every origin of that scheme.
  const prefixes = [...origins]
    .filter((each) => each.endsWith('://*'))
    .map((each) => each.slice(0, -1));
  const credentials = configuration.AllowCredentials
    ? ['access-control-allow-credentials', 'true']
    : [];
  return {
    allowOrigin(origin) {
      if (origins.has('*')) return '*';
      const isAllowed = origins.has(origin) || prefixes.some((each) => origin.startsWith(each));
      return isAllowed ? origin : undefined;
    },
    responseHeaders: [
      ...credentials,
      ...list('access-control-expose-headers', configuration.ExposeHeaders),
    ],
    preflightHeaders: [
      ...list('access-control-allow-headers', configuration.AllowHeaders),
      ...list('access-control-allow-methods', configuration.AllowMethods),
      ...(configuration.MaxAge === undefined
        ? []
        : ['access-control-max-age', String(configuration.MaxAge)]),
    ],
  };
}

/** The integration's own CORS headers are ignored once the API has a configuration. */
export function isCorsHeader(name: string): boolean {
  return name.length > 14 && name.slice(0, 15).toLowerCase() === 'access-control-';
}

function list(name: string, values: readonly string[] | undefined): string[] {
  return values && values.length > 0 ? [name, values.join(',')] : [];
}
