/** The role that somebody wants to assume, and the identity that its sessions have. */
import { createHash } from 'node:crypto';
import { UPPER_BASE32 } from '../../platform/ids.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { validationError } from './errors.ts';
import { UNKNOWN_ROLE_MAX_SECONDS } from './limits.ts';

export interface AssumableRole {
  partition: string;
  account: string;
  name: string;
  /** `AROA…` */
  id: string;
  arn: string;
  maxSessionSeconds: number;
}

const ROLE_ARN = /^arn:(aws[\w-]*):iam::(\d{12}):role\/(?:[\x21-\x7e]+\/)?([\w+=,.@-]{1,64})$/;

/**
 * A role that does not exist may be assumed all the same: the ARNs in examples are placeholders, and
 * nothing is enforced yet. Its id is made from its ARN, so that it is the same each time.
 * @throws AwsError `ValidationError` when the text is not the ARN of a role
 */
export async function getAssumableRole(context: Context, arn: string): Promise<AssumableRole> {
  const match = ROLE_ARN.exec(arn);
  if (!match) throw validationError(`${arn} is invalid`);
  const [, partition = '', account = '', name = ''] = match;
  const known = await findRole(context, account, name);
  const base = { partition, account, name, arn };
  if (known?.Arn !== arn) {
    return { ...base, id: makeIdOf(arn), maxSessionSeconds: UNKNOWN_ROLE_MAX_SECONDS };
  }
  const maxSessionSeconds = known.MaxSessionDuration ?? UNKNOWN_ROLE_MAX_SECONDS;
  return { ...base, id: known.RoleId ?? makeIdOf(arn), maxSessionSeconds };
}

/** @returns what GetCallerIdentity says to the session's credentials */
export function identifySession(
  role: AssumableRole,
  sessionName: string,
): { account: string; arn: string; userId: string } {
  const { partition, account, name, id } = role;
  return {
    account,
    arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`,
    userId: `${id}:${sessionName}`,
  };
}

/** The trust policy of a role; undefined when there is no such role. */
export async function trustOf(context: Context, arn: string): Promise<string | undefined> {
  const [, , account = '', name = ''] = ROLE_ARN.exec(arn) ?? [];
  if (name === '') return undefined;
  const role = await findRole(context, account, name);
  return role?.Arn === arn && role.AssumeRolePolicyDocument !== undefined
    ? decodeURIComponent(role.AssumeRolePolicyDocument)
    : undefined;
}

async function findRole(
  context: Context,
  account: string,
  name: string,
): Promise<
  | {
      Arn: string | undefined;
      RoleId: string | undefined;
      MaxSessionDuration?: number | undefined;
      AssumeRolePolicyDocument?: string | undefined;
    }
  | undefined
> {
  const { region, caller, requestId } = context;
  const owner = context.context({ account, region, caller, requestId });
  try {
    return (await owner.call('iam', 'GetRole', { RoleName: name })).Role;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntityException') return undefined;
    throw error;
  }
}

function makeIdOf(arn: string): string {
  const digest = createHash('sha256').update(arn).digest();
  return `AROA${[...digest.subarray(0, 17)].map((byte) => UPPER_BASE32[byte & 31]).join('')}`;
}
