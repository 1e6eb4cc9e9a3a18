import { AwsError } from '../../../protocol/aws-error.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import { getAssumableRole, identifySession, trustOf } from '../assumed-role.ts';
import { validationError } from '../errors.ts';
import { ROLE_CHAINING_MAX_SECONDS, ROLE_SESSION_DEFAULT_SECONDS } from '../limits.ts';
import { measurePackedPolicy, parseRestrictions } from '../session-policy.ts';
import { createSession } from '../sessions.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = operation('sts', 'AssumeRole', async (input, context) => {
  const restrictions = parseRestrictions(input);
  const packed = measurePackedPolicy(restrictions);
  const role = await getAssumableRole(context, input.RoleArn ?? '');
  await assertTrusted(context, role.arn);
  const seconds = input.DurationSeconds ?? ROLE_SESSION_DEFAULT_SECONDS;
  assertDuration(context, seconds, role.maxSessionSeconds);
  const identity = identifySession(role, input.RoleSessionName ?? '');
  const issued = await createSession(context, identity, seconds, {
    ...restrictions,
    roleArn: role.arn,
  });
  return {
    Credentials: issued,
    AssumedRoleUser: { AssumedRoleId: identity.userId, Arn: identity.arn },
    ...(packed !== undefined && { PackedPolicySize: packed }),
    ...(input.SourceIdentity !== undefined && { SourceIdentity: input.SourceIdentity }),
  };
});

/** Services of AWS come here within Brume, past the gateway: the role must let them in all the same. */
async function assertTrusted(context: Context, roleArn: string): Promise<void> {
  const { authorizer, caller } = context;
  if (caller.servicePrincipal === undefined || authorizer.mode === 'off') return;
  const trust = await trustOf(context, roleArn);
  const denial = await authorizer.check({
    caller,
    action: 'sts:AssumeRole',
    resource: roleArn,
    resourcePolicies: trust === undefined ? [] : [trust],
    needsResourceConsent: true,
  });
  if (denial !== undefined) throw new AwsError('AccessDenied', denial, { status: 403 });
}

function assertDuration({ caller }: Context, seconds: number, maxSeconds: number): void {
  if (caller.arn.includes(':assumed-role/') && seconds > ROLE_CHAINING_MAX_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > maxSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
}
