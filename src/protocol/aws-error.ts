/**
 * An error that an AWS client sees. The protocol layer renders it in the wire format of the request,
 * with the status and the fields that the service's own model gives to this code.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** The shape name of a modelled exception, or a common error code. */
  readonly code: string;
  /** Overrides the modelled status; without a model: 400. */
  readonly status: number | undefined;
  /** Further members of the modelled exception, by their wire names. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Headers of the answer besides those of the model, such as `x-amz-delete-marker`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      members?: Record<string, unknown>;
      headers?: Record<string, string>;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}

/** The answer for a known operation that Brume does not have (design law 2). */
export function notImplemented(service: string, operation: string, detail?: string): AwsError {
  const what = detail ? `${operation}: ${detail}` : operation;
  return new AwsError('NotImplemented', `Brume does not implement ${service} ${what}.`, {
    status: 501,
  });
}
