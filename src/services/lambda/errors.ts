/** Lambda's modelled exceptions with the texts AWS gives them (recorded from AWS unless a line says otherwise). */
import { AwsError } from '../../protocol/aws-error.ts';
import { serviceError } from '../define-service.ts';

type LambdaError =
  | 'AliasLimitExceededException'
  | 'CodeSigningConfigNotFoundException'
  | 'CodeVerificationFailedException'
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'PolicyLengthExceededException'
  | 'PreconditionFailedException'
  | 'ProvisionedConcurrencyConfigNotFoundException'
  | 'RecursiveInvocationException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException';

/** Every error that is the caller's fault carries `Type: User`. */
export function lambdaError(code: LambdaError, message: string): AwsError {
  return serviceError('lambda', code, message, { Type: 'User' });
}

export function invalidParameter(message: string): AwsError {
  return lambdaError('InvalidParameterValueException', message);
}

export function functionNotFound(arn: string): AwsError {
  return lambdaError('ResourceNotFoundException', `Function not found: ${arn}`);
}

/** @param source the API that tells the current id */
export function revisionMismatch(source: 'GetFunction/GetAlias' | 'GetLayerPolicy'): AwsError {
  return lambdaError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${source} API to retrieve the latest Revision Id`,
  );
}

export function resourceDoesNotExist(): AwsError {
  return lambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');
}

/** A layer version that a policy operation names. */
export function layerVersionNotFound(arn: string): AwsError {
  return lambdaError('ResourceNotFoundException', `Layer version ${arn} does not exist.`);
}

/** The form of every AWS service for a member outside its model's bounds; Lambda's model is wider than its event functions. */
export function aboveMaximum(member: string, value: number, maximum: number): AwsError {
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${maximum}`,
  );
}
