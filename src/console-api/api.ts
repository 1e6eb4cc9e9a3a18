/** Brume's own HTTP API (`/_brume/*` and LocalStack's names for the same things). */
import type { InternalRequest, InternalResponse } from './interface.ts';
import type { Clock } from '../platform/clock.ts';
import type { ServiceId } from '../protocol/service-id.ts';

/** What the routes may touch. */
export interface ConsoleApi {
  readonly clock: Clock;
  /** Whether signatures and policies count, and what was noted of it. */
  readonly iam: { readonly mode: string; report(): object };
  /** Functions that would refuse their APIs on AWS. */
  missingPermissions(): Promise<object[]>;
  readonly version: string;
  readonly account: string;
  readonly region: string;
  /** Undefined: everything is in memory. */
  readonly stateDir: string | undefined;
  readonly endpoint: () => string;
  state(service: ServiceId): unknown;
  /** The services that have at least one operation. */
  readonly services: readonly ServiceId[];
  reset(): Promise<void>;
  /** Ends this Brume; absent when it lives inside somebody else's process. */
  readonly shutdown: (() => void) | undefined;
}

export interface Route {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  path: string;
  /** One line for the OpenAPI document. */
  summary: string;
  /** JSON schema of the request body. */
  body?: object;
  run(request: InternalRequest, api: ConsoleApi): InternalResponse | Promise<InternalResponse>;
}

/** An error of these routes: what happened and what to do. */
export function failure(status: number, code: `ERR_${string}`, message: string): InternalResponse {
  return { status, body: { error: { code, message } } };
}

/** The request body as a JSON object; undefined when it is not one. */
export function parseObject(body: Buffer): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
