import type { PlaneResponse } from '../data-plane.ts';

const MESSAGES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** An answer of API Gateway itself, as HTTP APIs word it. */
export function gatewayResponse(status: keyof typeof MESSAGES): PlaneResponse {
  return {
    status,
    headers: ['content-type', 'application/json'],
    body: `{"message":"${MESSAGES[status]}"}`,
  };
}
