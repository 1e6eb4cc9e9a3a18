/** The policy simulator: the same judgement as a request gets, over policies that are given. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html */
import type { ContextEntry, EvaluationResult } from '@aws-sdk/client-iam';
import { createRequestContext, type ContextValues } from '../../authorization/context.ts';
import { evaluate, type PrincipalPolicies } from '../../authorization/evaluate.ts';
import { compilePolicy } from '../../authorization/policy.ts';
import type { Principal } from '../../authorization/principal.ts';
import { notImplemented } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { findPolicyProblem } from '../policy-grammar.ts';
import { invalidInput } from './errors.ts';
import { pageOf, type PageMembers, type PageRequest } from './page.ts';

interface SimulationInput extends PageRequest {
  ActionNames: string[] | undefined;
  ResourceArns?: string[] | undefined;
  ResourcePolicy?: string | undefined;
  ResourceOwner?: string | undefined;
  CallerArn?: string | undefined;
  ContextEntries?: ContextEntry[] | undefined;
  OrderedOrganizationPolicyInputList?: unknown[] | undefined;
  PolicyExclusionList?: unknown[] | undefined;
}

export interface Simulated {
  principal: Principal;
  policies: PrincipalPolicies;
  /** Texts of all of them, for the context keys that they ask for. */
  documents: readonly string[];
  context?: ContextValues;
}

/** @throws AwsError `InvalidInput` for a policy that is none, `NotImplemented` for organizations */
export function simulate(
  operation: string,
  input: SimulationInput,
  { principal, policies, documents, context = {} }: Simulated,
): PageMembers & { EvaluationResults: EvaluationResult[] } {
  for (const member of ['OrderedOrganizationPolicyInputList', 'PolicyExclusionList'] as const)
    if (input[member]?.length) throw notImplemented('iam', operation, member);
  const given = toContext(input.ContextEntries ?? []);
  const asked = createRequestContext(context, given);
  const missing = documents.flatMap(keysOf).filter((key) => asked.values(key).length === 0);
  const resourceAccount = /^arn:[^:]+:iam::(\d{12}):/.exec(input.ResourceOwner ?? '')?.[1];
  const cases = (input.ActionNames ?? []).flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((resource) => ({ action, resource })),
  );
  const { items, members } = pageOf(
    cases,
    ({ action, resource }) => `${action}\n${resource}`,
    input,
  );
  const EvaluationResults = items.map(({ action, resource }) => {
    const decision = evaluate({
      principal,
      policies,
      action,
      resource,
      context: asked,
      resourcePolicies:
        input.ResourcePolicy === undefined ? [] : [compilePolicy(input.ResourcePolicy)],
      resourceAccount,
    });
    const denial = !decision.isAllowed && decision.isExplicit ? 'explicitDeny' : 'implicitDeny';
    return {
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decision.isAllowed ? ('allowed' as const) : (denial as 'implicitDeny'),
      MatchedStatements: [],
      MissingContextValues: [...new Set(missing)],
      ...(policies.boundary && {
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary:
            decision.isAllowed || decision.by !== 'permissions boundary',
        },
      }),
    };
  });
  return { EvaluationResults, ...members };
}

/** @throws AwsError `InvalidInput` */
export function assertPolicies(documents: readonly string[]): void {
  for (const document of documents) {
    const problem = findPolicyProblem(document, 'identity');
    if (problem !== undefined) throw invalidInput(problem);
  }
}

/** Who asks when nobody is named: a user of this account without a name. */
export function callerOf(context: Context, arn: string | undefined): Principal {
  const account = arn?.split(':')[4] ?? context.account;
  const given = arn ?? `arn:aws:iam::${account}:user/simulated`;
  if (!/^arn:[^:]+:iam::\d{12}:user\/.+$/.test(given))
    throw invalidInput(`Invalid caller ARN: ${given}`);
  return { kind: 'user', account, arn: given, userId: '' };
}

function toContext(entries: readonly ContextEntry[]): ContextValues {
  return Object.fromEntries(
    entries.map(({ ContextKeyName: name = '', ContextKeyValues: values = [] }) => [name, values]),
  );
}

/** The condition keys that a policy asks for. */
function keysOf(document: string): string[] {
  const { Statement } = JSON.parse(document) as { Statement?: object | object[] };
  return [Statement ?? []]
    .flat()
    .flatMap((each) =>
      Object.values((each as { Condition?: Record<string, object> }).Condition ?? {}),
    )
    .flatMap((keys) => Object.keys(keys));
}
