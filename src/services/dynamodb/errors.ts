import { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';

/** DynamoDB's answer to whatever is wrong with a request itself. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message, { status: 400 });
}

/** The most common form of it. */
export function invalidParameters(detail: string): AwsError {
  return validationError(`One or more parameter values were invalid: ${detail}`);
}

/** The data plane does not name the table. */
export function resourceNotFound(): AwsError {
  return serviceError('dynamodb', 'ResourceNotFoundException', 'Requested resource not found');
}

/** The control plane does. */
export function tableNotFound(name: string): AwsError {
  return serviceError(
    'dynamodb',
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${name} not found`,
  );
}

/** @returns what `check` returns; a ValidationException of it gets words before and after its message */
export function within<T>(before: string, after: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    throw validationError(before + error.message + after);
  }
}
