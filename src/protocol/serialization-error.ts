import { AwsError } from './aws-error.ts';

/** What AWS answers when a request cannot be read as its operation's input: 400. */
export function serializationError(message: string, code = 'SerializationException'): AwsError {
  return new AwsError(code, message, { status: 400 });
}
