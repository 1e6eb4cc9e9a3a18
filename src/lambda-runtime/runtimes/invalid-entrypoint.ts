/** The function's own program cannot be started; a failed INIT for its caller, no fault of Brume. */
export class InvalidEntrypoint extends Error {
  override readonly name = 'InvalidEntrypoint';
}
