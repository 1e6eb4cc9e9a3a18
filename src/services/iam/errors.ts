/** Errors that many IAM operations share. Texts are AWS's, observed in its answers; the API reference does not list them. */
import { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';

export function noSuchEntity(message: string): AwsError {
  return serviceError('iam', 'NoSuchEntityException', message);
}

export function alreadyExists(message: string): AwsError {
  return serviceError('iam', 'EntityAlreadyExistsException', message);
}

export function quotaExceeded(quota: string, max: number): AwsError {
  return serviceError('iam', 'LimitExceededException', `Cannot exceed quota for ${quota}: ${max}`);
}

/** @param obstacle what must go first, such as `must detach all policies first` */
export function deleteConflict(obstacle: string): AwsError {
  return serviceError('iam', 'DeleteConflictException', `Cannot delete entity, ${obstacle}.`);
}

export function invalidInput(message: string): AwsError {
  return serviceError('iam', 'InvalidInputException', message);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** Members that the gateway has checked already; calls from within the process have not passed it. */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw validationError(
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
