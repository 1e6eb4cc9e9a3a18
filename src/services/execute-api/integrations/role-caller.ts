import type { Caller } from '../../context.ts';

/** What API Gateway names the session in which it plays a role. */
const SESSION = 'BackplaneAssumeRoleSession';

/** Who API Gateway is to the service that it calls: the role of the integration, else the API's account. */
export function callerOf(account: string, roleArn: string | undefined): Caller {
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(roleArn ?? '')?.[1];
  const owner = roleArn?.split(':')[4] ?? account;
  return role === undefined
    ? { arn: `arn:aws:iam::${account}:root`, userId: account, account }
    : {
        arn: `arn:aws:sts::${owner}:assumed-role/${role}/${SESSION}`,
        userId: `${role}:${SESSION}`,
        account: owner,
      };
}
