/**
 * How services in this process run functions: what `Invoke` does for a RequestResponse call, without
 * its wire shapes. The data planes stand on it, because every layer counts on their path (design law 5).
 */
export interface FunctionTarget {
  readonly account: string;
  readonly region: string;
  /** A name or an ARN, with a qualifier or without. */
  readonly functionName: string;
  readonly qualifier?: string | undefined;
}

export interface FunctionCall extends FunctionTarget {
  /** The event: JSON text, passed on as it is. */
  readonly payload: string | Uint8Array;
  /** The event comes from outside: it is checked as `Invoke` checks it. */
  readonly isUnchecked?: boolean;
  /** One is made when absent. */
  readonly requestId?: string;
  /** `X-Amzn-Trace-Id` of the caller; one is made when absent. */
  readonly traceId?: string | undefined;
  /** Whom a function with tenant isolation is to serve. */
  readonly tenantId?: string | undefined;
}

export interface FunctionAnswer {
  readonly payload: Uint8Array;
  readonly executedVersion: string;
  /** Present when the function failed. */
  readonly functionError?: 'Unhandled' | 'Handled';
}

export interface FunctionInvoker {
  /** Whether all that is to be known of the function is in memory. */
  isKnown(target: FunctionTarget): boolean;
  /** @throws AwsError (the promise rejects) as `Invoke` does; a function's own failure is an answer */
  run(call: FunctionCall): Promise<FunctionAnswer>;
}
