import type { Credentials, FunctionVersion } from '../../lambda-runtime/interface.ts';
import type { ServiceHost } from '../context.ts';

/** Renewed this long before they end, as functions may run for up to 15 minutes with what they were given. */
const RENEW_BEFORE_MS = 20 * 60_000;
const MAX_ENTRIES = 10_000;

/**
 * Working credentials of a function's role, from STS, kept until near their end.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export function createRoleCredentials(
  host: Pick<ServiceHost, 'clock' | 'context'>,
): (fn: FunctionVersion) => Promise<Credentials> {
  const known = new Map<string, Promise<Credentials>>();
  return async (fn) => {
    const key = `${fn.account}/${fn.region}/${fn.roleArn}/${fn.name}`;
    const cached = await known.get(key);
    if (cached && cached.expiresAtEpochMs - host.clock.now() > RENEW_BEFORE_MS) return cached;
    if (known.size >= MAX_ENTRIES) known.clear();
    const fresh = assumeRole(host, fn);
    known.set(key, fresh);
    fresh.catch(() => known.delete(key));
    return fresh;
  };
}

async function assumeRole(
  host: Pick<ServiceHost, 'context'>,
  fn: FunctionVersion,
): Promise<Credentials> {
  const { account, region, name, roleArn } = fn;
  const servicePrincipal = 'lambda.amazonaws.com';
  const context = host.context({
    account,
    region,
    caller: { arn: servicePrincipal, userId: servicePrincipal, account, servicePrincipal },
  });
  const { Credentials: issued } = await context.call('sts', 'AssumeRole', {
    RoleArn: roleArn,
    RoleSessionName: name,
  });
  if (
    !issued?.AccessKeyId ||
    !issued.SecretAccessKey ||
    !issued.SessionToken ||
    !issued.Expiration
  ) {
    throw new Error(`STS issued incomplete credentials for ${roleArn}.`);
  }
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    sessionToken: issued.SessionToken,
    expiresAtEpochMs: issued.Expiration.getTime(),
  };
}
