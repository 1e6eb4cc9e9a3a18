/** Rules for environment variables. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
import type { AwsError } from '../../protocol/aws-error.ts';
import { invalidParameter } from './errors.ts';
import { ENVIRONMENT_MAX_BYTES } from './limits.ts';

const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** @throws AwsError for reserved keys, then for more than 4 KB */
export function assertEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((key) => RESERVED.has(key));
  if (reserved.length > 0) throw reservedKeys(reserved);
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > ENVIRONMENT_MAX_BYTES) throw tooLarge(text);
}

function reservedKeys(keys: readonly string[]): AwsError {
  return invalidParameter(
    `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${keys.join(', ')}`,
  );
}

function tooLarge(text: string): AwsError {
  return invalidParameter(
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
  );
}
