import type { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';

export function groupNotFound(): AwsError {
  return serviceError(
    'logs',
    'ResourceNotFoundException',
    'The specified log group does not exist.',
  );
}

export function streamNotFound(): AwsError {
  return serviceError(
    'logs',
    'ResourceNotFoundException',
    'The specified log stream does not exist.',
  );
}

export function invalidParameter(message: string): AwsError {
  return serviceError('logs', 'InvalidParameterException', message);
}

export function invalidToken(): AwsError {
  return invalidParameter('The specified nextToken is invalid.');
}
