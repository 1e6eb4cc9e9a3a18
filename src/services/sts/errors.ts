/** Errors of STS that its model does not list: https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
import { AwsError } from '../../protocol/aws-error.ts';

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function accessDenied(message: string): AwsError {
  return new AwsError('AccessDenied', message, { status: 403 });
}
