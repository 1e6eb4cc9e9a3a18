/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html */
import type { CodeSigningConfig } from '@aws-sdk/client-lambda';
import { formatArn } from '../../platform/arn.ts';
import type { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import type { StoreTransaction } from '../store.ts';
import { formatLastModified } from './configuration.ts';
import { lambdaError } from './errors.ts';
import type { CodeSigningRecord } from './function.ts';
import { codeSigningConfigs } from './store.ts';

export function codeSigningArn(scope: { account: string; region: string }, id: string): string {
  return formatArn({ ...scope, service: 'lambda', resource: `code-signing-config:${id}` });
}

export function toCodeSigningConfig(
  context: Context,
  record: CodeSigningRecord,
): CodeSigningConfig {
  return {
    CodeSigningConfigId: record.id,
    CodeSigningConfigArn: codeSigningArn(context, record.id),
    Description: record.description,
    AllowedPublishers: { SigningProfileVersionArns: record.profileArns },
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: record.policy },
    LastModified: formatLastModified(record.modifiedEpochMs),
  };
}

/** @throws AwsError ResourceNotFoundException, also for one of another account or region */
export async function getCodeSigning(
  context: Context,
  arn: string,
  reader: Pick<StoreTransaction, 'get'> = context.store,
): Promise<CodeSigningRecord> {
  const record = await findCodeSigning(context, arn, reader);
  if (record) return record;
  throw serviceError(
    'lambda',
    'ResourceNotFoundException',
    `The Lambda code signing configuration ${arn} can not be found.`,
  );
}

/** The same in the words of operations on functions. @throws AwsError CodeSigningConfigNotFoundException */
export async function getFunctionsCodeSigning(
  context: Context,
  arn: string,
  reader: Pick<StoreTransaction, 'get'> = context.store,
): Promise<CodeSigningRecord> {
  const record = await findCodeSigning(context, arn, reader);
  if (record) return record;
  throw lambdaError(
    'CodeSigningConfigNotFoundException',
    `The code signing configuration cannot be found. Check that the provided configuration is not deleted: ${arn}.`,
  );
}

async function findCodeSigning(
  context: Context,
  arn: string,
  reader: Pick<StoreTransaction, 'get'>,
): Promise<CodeSigningRecord | undefined> {
  const id = idOf(arn);
  if (arn !== codeSigningArn(context, id)) return undefined;
  return reader.get(codeSigningConfigs, [id]);
}

/** The last part of an ARN. */
export function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/**
 * Nothing here is signed, because there is no AWS Signer: code that a function brings is let through
 * with a warning in Brume's log, or refused, as its configuration says.
 * @param name of the function, or of its layer
 * @throws AwsError CodeVerificationFailedException, CodeSigningConfigNotFoundException
 */
export async function assertSigned(
  context: Context,
  arn: string | undefined,
  name: string,
): Promise<void> {
  if (!arn) return;
  const { policy } = await getFunctionsCodeSigning(context, arn);
  if (policy === 'Enforce') throw notSigned(name);
  context.log.warn(`Unsigned code was deployed to ${name}; ${arn} asks for a warning`, { name });
}

function notSigned(name: string): AwsError {
  return lambdaError(
    'CodeVerificationFailedException',
    `Lambda cannot deploy the function. The function or layer might be signed using a signature that the client is not configured to accept. Check the provided signature for ${name}.`,
  );
}
