/** https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
import type { GetProvisionedConcurrencyConfigResponse } from '@aws-sdk/client-lambda';
import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import type { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { readProvisioned, readShares, sumProvisioned } from './concurrency-shares.ts';
import { formatLastModified } from './configuration.ts';
import { invalidParameter, lambdaError } from './errors.ts';
import {
  type AliasRecord,
  LATEST,
  type ProvisionedRecord,
  type VersionRecord,
} from './function.ts';
import { type FunctionName, parseFunctionName } from './function-name.ts';
import { UNRESERVED_CONCURRENCY_MIN } from './limits.ts';
import { aliases, provisionedConfigs } from './store.ts';

export type QualifiedName = FunctionName & { qualifier: string };

/** @throws AwsError when no version or alias is named */
export function parseProvisionable(
  context: Context,
  input: { FunctionName?: string | undefined; Qualifier?: string | undefined },
): QualifiedName {
  const { name, qualifier } = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  if (qualifier !== undefined && qualifier !== LATEST) return { name, qualifier };
  throw invalidParameter('The function resource provided must be an alias or a published version.');
}

/** The row of a configuration. */
export function provisionedKey(
  { account, region }: Pick<Context, 'account' | 'region'>,
  { name, qualifier }: QualifiedName,
): readonly string[] {
  return [account, region, name, qualifier];
}

export function toProvisionedConfig(
  runtime: Pick<LambdaRuntime, 'provisioned'>,
  configId: string,
  record: ProvisionedRecord,
): GetProvisionedConcurrencyConfigResponse {
  const { ready, failure } = runtime.provisioned(configId);
  const isReady = ready >= record.requested;
  return {
    RequestedProvisionedConcurrentExecutions: record.requested,
    AvailableProvisionedConcurrentExecutions: ready,
    AllocatedProvisionedConcurrentExecutions: ready,
    Status: isReady ? 'READY' : failure ? 'FAILED' : 'IN_PROGRESS',
    ...(!isReady && failure && { StatusReason: failure }),
    LastModified: formatLastModified(record.modifiedEpochMs),
  };
}

/**
 * Whether a version or alias can have a configuration: one that is published, without routing weights,
 * and whose version has none by another name.
 * @throws AwsError InvalidParameterValueException, ResourceConflictException
 */
export async function assertProvisionable(
  context: Context,
  tx: StoreTransaction,
  { version, alias }: { version: Pick<VersionRecord, 'name' | 'version'>; alias?: AliasRecord },
): Promise<void> {
  const { name, version: number } = version;
  if (number === LATEST) {
    throw invalidParameter(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
  }
  if (alias?.weights) {
    throw invalidParameter('Alias with weights can not be used with Provisioned Concurrency');
  }
  const own = alias?.name ?? number;
  for (const { qualifier } of await readProvisioned(context, tx, name)) {
    if (qualifier === own) continue;
    const other = await tx.get(aliases, [name, qualifier]);
    if ((other?.version ?? qualifier) !== number) continue;
    throw alias ? versionIsProvisioned() : pointedByAlias();
  }
}

/** The same for an alias that is about to change, if it has a configuration. @throws AwsError */
export async function assertStaysProvisionable(
  context: Context,
  tx: StoreTransaction,
  name: string,
  alias: AliasRecord,
): Promise<void> {
  const key = provisionedKey(context, { name, qualifier: alias.name });
  if (!(await tx.get(provisionedConfigs, key))) return;
  await assertProvisionable(context, tx, { version: { name, version: alias.version }, alias });
}

function pointedByAlias(): AwsError {
  return lambdaError(
    'ResourceConflictException',
    'Version is pointed by a Provisioned Concurrency alias',
  );
}

function versionIsProvisioned(): AwsError {
  return lambdaError(
    'ResourceConflictException',
    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
  );
}

/**
 * Whether there is room for `requested` instances in place of `before`.
 * @throws AwsError InvalidParameterValueException
 */
export async function assertRoom(
  context: Context,
  tx: Pick<StoreTransaction, 'scan'>,
  name: string,
  {
    requested,
    before,
    reserved,
  }: { requested: number; before: number; reserved: number | undefined },
): Promise<void> {
  const more = requested - before;
  if (reserved !== undefined) {
    const total = sumProvisioned(await readProvisioned(context, tx, name)) + more;
    if (total <= reserved) return;
    throw invalidParameter(
      'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    );
  }
  const { unreserved } = await readShares(context, tx);
  if (requested > unreserved + before) {
    throw invalidParameter(
      `Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [${unreserved + before}].`,
    );
  }
  if (unreserved - more >= UNRESERVED_CONCURRENCY_MIN) return;
  throw invalidParameter(
    `Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_CONCURRENCY_MIN}].`,
  );
}

export function provisionedNotFound(): AwsError {
  return lambdaError(
    'ProvisionedConcurrencyConfigNotFoundException',
    'No Provisioned Concurrency Config found for this function',
  );
}
