/** Who asks, and whom a resource's policy means. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */

export type Principal =
  | { kind: 'root'; account: string; arn: string; userId: string }
  | { kind: 'user'; account: string; arn: string; userId: string }
  | {
      kind: 'role-session';
      account: string;
      /** `arn:aws:sts::…:assumed-role/ROLE/SESSION` */
      arn: string;
      userId: string;
      /** `arn:aws:iam::…:role/PATH/ROLE` */
      roleArn: string;
    }
  | { kind: 'service'; service: string }
  | { kind: 'anonymous' };

/**
 * How a statement names the caller; the later, the more it grants. `account`: it leaves the decision to
 * the account's own policies. `role`: limited by boundary and session policy. `direct`: by nothing.
 */
export type Naming = 'account' | 'role' | 'direct';

export type PrincipalMatcher = (principal: Principal) => Naming | undefined;

const STRENGTH: readonly (Naming | undefined)[] = [undefined, 'account', 'role', 'direct'];

export function strongest(a: Naming | undefined, b: Naming | undefined): Naming | undefined {
  return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}

/** @param element of a statement: `"*"` or `{ "AWS": …, "Service": …, "Federated": …, "CanonicalUser": … }` */
export function compilePrincipal(element: unknown): PrincipalMatcher | undefined {
  if (element === '*') return everyone;
  if (typeof element !== 'object' || element === null || Array.isArray(element)) return undefined;
  const matchers: PrincipalMatcher[] = [];
  for (const [type, given] of Object.entries(element)) {
    const names: unknown[] = Array.isArray(given) ? given : [given];
    for (const name of names) {
      const matcher = typeof name === 'string' ? compileName(type, name) : undefined;
      if (!matcher) return undefined;
      matchers.push(matcher);
    }
  }
  return (principal) => {
    let found: Naming | undefined;
    for (const matcher of matchers) found = strongest(found, matcher(principal));
    return found;
  };
}

function compileName(type: string, name: string): PrincipalMatcher | undefined {
  switch (type) {
    case 'AWS':
      return name === '*' ? everyone : compileAws(name);
    case 'Service':
      return (principal) =>
        principal.kind === 'service' && (name === '*' || principal.service === name)
          ? 'direct'
          : undefined;
    // Web identities come only through STS operations that are not built; canonical ids are translated by S3.
    case 'CanonicalUser':
    case 'Federated':
      return () => undefined;
    default:
      return undefined;
  }
}

function compileAws(name: string): PrincipalMatcher {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  if (account !== undefined) {
    return (principal) =>
      'account' in principal && principal.account === account ? 'account' : undefined;
  }
  return (principal) => {
    if (!('arn' in principal)) return undefined;
    if (principal.arn === name || principal.userId === name) return 'direct';
    if (principal.kind !== 'role-session') return undefined;
    return principal.roleArn === name || principal.userId.startsWith(`${name}:`)
      ? 'role'
      : undefined;
  };
}

/** A policy for everyone grants to the caller itself, but a role's session keeps to its boundary. AWS documents neither for `*`. */
function everyone(principal: Principal): Naming {
  return principal.kind === 'role-session' ? 'role' : 'direct';
}
