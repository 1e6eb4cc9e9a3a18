/** Managed policies by ARN: the customer's in the store, AWS's own as AWS publishes them. */
import { AwsError } from '../../protocol/aws-error.ts';
import { parseArn } from '../../platform/arn.ts';
import type { Context } from '../context.ts';
import type { RowRef, StoreTransaction } from '../store.ts';
import { awsManagedPolicies, awsManagedVersion } from './aws-managed/policies.ts';
import { managedPolicy, type Reader, toKey, updateEntity } from './entity.ts';
import { invalidInput, noSuchEntity, required } from './errors.ts';
import {
  type ManagedPolicy,
  policies,
  policyUses,
  type PolicyVersion,
  policyVersions,
} from './store.ts';

export type PolicyUsage = 'PermissionsPolicy' | 'PermissionsBoundary';

const POLICY_ARN = /^arn:(aws[\w-]*):iam::(aws|\d{12}):policy\/([\x21-\x7e]+\/)?([\w+=,.@-]+)$/;

/** @returns undefined when the ARN names no policy of this account and none of AWS's */
export async function findPolicy(reader: Reader, arn: string): Promise<ManagedPolicy | undefined> {
  const aws = awsManagedPolicies.get(arn);
  if (aws) return aws;
  const found = await reader.get(policies, [policyKey(arn)]);
  return found?.arn === arn ? found : undefined;
}

/** @throws AwsError `InvalidInput` (no policy ARN), `NoSuchEntity` */
export async function getPolicy(reader: Reader, arn: string | undefined): Promise<ManagedPolicy> {
  const wanted = required(arn, 'policyArn');
  const found = await findPolicy(reader, wanted);
  if (!found) throw noSuchEntity(managedPolicy.missing(wanted));
  return found;
}

/** @throws AwsError `NoSuchEntity` with the text of the operations that attach */
export async function getAttachablePolicy(reader: Reader, arn: string): Promise<ManagedPolicy> {
  const found = await findPolicy(reader, arn);
  if (!found) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  return found;
}

export async function getPolicyDocument(
  reader: Reader,
  policy: ManagedPolicy,
  versionId: string | undefined,
): Promise<PolicyVersion & { number: number }> {
  const number = parseVersionId(versionId);
  const version =
    awsManagedVersion(policy.arn, number) ??
    (await reader.get(policyVersions, [toKey(policy.name), number]));
  if (!version || !policy.versions.includes(number)) throw noSuchVersion(policy, versionId);
  return { ...version, number };
}

export function noSuchVersion(policy: ManagedPolicy, versionId: string | undefined): AwsError {
  return noSuchEntity(
    `Policy ${policy.arn} version ${versionId} does not exist or is not attachable.`,
  );
}

/** `v3` is 3; what is no version id is no version's number. */
export function parseVersionId(versionId: string | undefined): number {
  return Number(/^v([1-9]\d{0,8})$/.exec(required(versionId, 'versionId'))?.[1] ?? 0);
}

/**
 * As `updateEntity`, by ARN.
 * @throws AwsError `AccessDenied` for AWS's own policies, `NoSuchEntity`
 */
export async function updatePolicy(
  context: Context,
  arn: string | undefined,
  change: (policy: ManagedPolicy, tx: StoreTransaction) => Promise<ManagedPolicy> | ManagedPolicy,
): Promise<ManagedPolicy> {
  const policy = await getPolicy(context.store, arn);
  assertCustomerManaged(context, policy);
  return updateEntity(managedPolicy, context, policy.name, (current, tx) => {
    if (current.arn !== policy.arn) throw noSuchEntity(managedPolicy.missing(policy.arn));
    return change(current, tx);
  });
}

/** AWS gives no customer the right to change its policies. */
export function assertCustomerManaged(context: Context, policy: ManagedPolicy): void {
  if (!awsManagedPolicies.has(policy.arn)) return;
  throw new AwsError(
    'AccessDenied',
    `User: ${context.caller.arn} is not authorized to change resource: policy ${policy.arn}`,
    { status: 403 },
  );
}

/** Protects a policy from being deleted while it is being attached. */
export function policyLock(arn: string): RowRef {
  return [policies, [policyKey(arn)]];
}

export async function countUses(reader: Reader, arn: string, usage: PolicyUsage): Promise<number> {
  return (await reader.scan(policyUses, { prefix: [arn, usage] })).length;
}

function policyKey(arn: string): string {
  const match = POLICY_ARN.exec(arn);
  if (!match || !parseArn(arn)) throw invalidInput(`ARN ${arn} is not valid.`);
  return toKey(match[4] ?? '');
}
