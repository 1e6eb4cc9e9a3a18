/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html */
import type {
  PutRuntimeManagementConfigRequest,
  PutRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Context } from '../context.ts';
import { runtimeVersionArn } from './configuration.ts';
import { invalidParameter } from './errors.ts';
import type { VersionRecord } from './function.ts';
import { functionArn, type FunctionName } from './function-name.ts';

export function toRuntimeManagement(
  context: Context,
  { name, qualifier }: FunctionName,
  { runtimeManagement }: VersionRecord,
): PutRuntimeManagementConfigResponse {
  const { updateOn = 'Auto', versionArn } = runtimeManagement ?? {};
  return {
    UpdateRuntimeOn: updateOn,
    FunctionArn: functionArn(context, name, qualifier),
    ...(versionArn !== undefined && { RuntimeVersionArn: versionArn }),
  };
}

/**
 * There is one version of each runtime here, so Manual can name only that one. Texts chosen.
 * @throws AwsError InvalidParameterValueException
 */
export function parseRuntimeManagement(
  context: Context,
  { UpdateRuntimeOn: updateOn = 'Auto', RuntimeVersionArn: arn }: PutRuntimeManagementConfigRequest,
  { settings }: VersionRecord,
): NonNullable<VersionRecord['runtimeManagement']> {
  if (updateOn !== 'Manual') {
    if (arn === undefined) return { updateOn };
    throw invalidParameter(`RuntimeVersionArn is only allowed when UpdateRuntimeOn is Manual.`);
  }
  if (arn === undefined) {
    throw invalidParameter('RuntimeVersionArn is required when UpdateRuntimeOn is Manual.');
  }
  const own = runtimeVersionArn(context.region, settings.runtime);
  if (arn === own) return { updateOn, versionArn: arn };
  throw invalidParameter(
    `Brume does not have the runtime version ${arn}; functions of ${settings.runtime} run on ${own}.`,
  );
}
