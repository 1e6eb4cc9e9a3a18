import type { PlaneResponse } from '../../data-plane.ts';
import type { Exchange } from '../exchange.ts';
import { failureOf, gatewayResponse } from '../gateway-response.ts';

/** The gateway's answer for an integration that failed; the access log gets to know why. */
export function failed(
  { report }: Exchange,
  status: Parameters<typeof gatewayResponse>[0],
  why: string,
): PlaneResponse {
  const response = gatewayResponse(status);
  if (report) {
    report.errorMessage = why;
    report.failure = failureOf(response);
  }
  return response;
}
