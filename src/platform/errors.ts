/**
 * An error for the person who runs Brume (not for an AWS client: that is `AwsError`). It says what
 * happened and what to do next.
 */
export class BrumeError extends Error {
  override readonly name = 'BrumeError';
  /** Stable, `ERR_` and upper case; documented in docs/reference/errors.md. */
  readonly code: string;
  /** What the person can do about it. */
  readonly hint: string | undefined;

  constructor(
    code: `ERR_${string}`,
    message: string,
    options: { hint?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
