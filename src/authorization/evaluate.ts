/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
import type { Policy, Query } from './policy.ts';
import { type Naming, type Principal, strongest } from './principal.ts';

/** The policies on the caller's side. */
export interface PrincipalPolicies {
  /** Of the user and its groups, or of the role; inline and managed. */
  readonly identity: readonly Policy[];
  /** Undefined: no boundary is set. */
  readonly boundary?: Policy | undefined;
  /** Undefined: the session was not narrowed. */
  readonly session?: readonly Policy[] | undefined;
}

export interface Request extends Query {
  readonly policies: PrincipalPolicies;
  /** On the resource's side; none when the resource has no policy. */
  readonly resourcePolicies: readonly Policy[];
  /** Whose the resource is; undefined for what belongs to nobody. */
  readonly resourceAccount?: string | undefined;
  /** Trust policies and keys: without the resource's consent nothing goes, identity policies or not. */
  readonly needsResourceConsent?: boolean;
}

export type PolicyType = 'identity-based' | 'resource-based' | 'permissions boundary' | 'session';

export type Decision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly isExplicit: boolean; readonly by: PolicyType };

const ALLOWED: Decision = { isAllowed: true };

export function evaluate(request: Request): Decision {
  const { policies, principal, resourcePolicies } = request;
  const types: [PolicyType, readonly Policy[]][] = [
    ['identity-based', policies.identity],
    ['resource-based', resourcePolicies],
    ['permissions boundary', policies.boundary ? [policies.boundary] : []],
    ['session', policies.session ?? []],
  ];
  for (const [by, each] of types) {
    if (find(each, 'Deny', request)) return { isAllowed: false, isExplicit: true, by };
  }
  const grant = find(resourcePolicies, 'Allow', request);
  if (principal.kind === 'service' || principal.kind === 'anonymous')
    return grant ? ALLOWED : missing('resource-based');
  const isForeign =
    request.resourceAccount !== undefined && request.resourceAccount !== principal.account;
  if ((isForeign || request.needsResourceConsent) && !grant) return missing('resource-based');
  // The other account's consent opens its door, but gives its caller no right to go through it.
  return onPrincipalSide(request, principal, isForeign && grant ? 'account' : grant);
}

type AccountPrincipal = Extract<Principal, { account: string }>;

function onPrincipalSide(
  request: Request,
  principal: AccountPrincipal,
  grant: Naming | undefined,
): Decision {
  const { identity, boundary, session } = request.policies;
  if (grant === 'direct') return ALLOWED;
  const isRoot = principal.kind === 'root';
  if (!isRoot && grant !== 'role' && !find(identity, 'Allow', request))
    return missing('identity-based');
  if (boundary && !find([boundary], 'Allow', request)) return missing('permissions boundary');
  if (session && !find(session, 'Allow', request)) return missing('session');
  return ALLOWED;
}

function missing(by: PolicyType): Decision {
  return { isAllowed: false, isExplicit: false, by };
}

function find(
  policies: readonly Policy[],
  effect: 'Allow' | 'Deny',
  query: Query,
): Naming | undefined {
  let found: Naming | undefined;
  for (const { statements } of policies)
    for (const statement of statements) {
      if (statement.effect !== effect) continue;
      found = strongest(found, statement.apply(query));
      if (found === 'direct') return found;
    }
  return found;
}

/**
 * The end of AWS's sentence about a denial.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function explainDenial(decision: Decision & { isAllowed: false }, action: string): string {
  const noun = decision.by === 'permissions boundary' ? decision.by : `${decision.by} policy`;
  if (!decision.isExplicit) return `because no ${noun} allows the ${action} action`;
  return `with an explicit deny in ${decision.by === 'identity-based' ? 'an' : 'a'} ${noun}`;
}
