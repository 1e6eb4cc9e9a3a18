import type { PlaneResponse } from '../data-plane.ts';

const MESSAGES = {
  400: ['Bad Request', 'BAD_REQUEST_PARAMETERS'],
  401: ['Unauthorized', 'UNAUTHORIZED'],
  403: ['Forbidden', 'ACCESS_DENIED'],
  404: ['Not Found', 'RESOURCE_NOT_FOUND'],
  413: ['Request Entity Too Large', 'REQUEST_TOO_LARGE'],
  429: ['Too Many Requests', 'THROTTLED'],
  431: ['Request Header Fields Too Large', 'REQUEST_TOO_LARGE'],
  500: ['Internal Server Error', 'INTEGRATION_FAILURE'],
  503: ['Service Unavailable', 'INTEGRATION_FAILURE'],
} as const;

/** What `$context.error` tells. AWS does not document the types of HTTP APIs: these are those of REST APIs. */
export interface GatewayFailure {
  readonly message: string;
  readonly responseType: string;
}

const RESPONSES = new Map<number, PlaneResponse>();
const FAILURES = new Map<PlaneResponse['body'], GatewayFailure>();
for (const [status, [message, responseType]] of Object.entries(MESSAGES)) {
  const response: PlaneResponse = {
    status: Number(status),
    headers: ['content-type', 'application/json'],
    body: `{"message":"${message}"}`,
  };
  RESPONSES.set(response.status, response);
  FAILURES.set(response.body, { message, responseType });
}

/** An answer of API Gateway itself, as HTTP APIs word it: one and the same object for each status. */
export function gatewayResponse(status: keyof typeof MESSAGES): PlaneResponse {
  return RESPONSES.get(status)!;
}

/** Of an answer that no integration gave. @returns undefined for a success */
export function failureOf({ body }: PlaneResponse): GatewayFailure | undefined {
  return FAILURES.get(body);
}
