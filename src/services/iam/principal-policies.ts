/** From a caller to the policies that bind it. */
import type { ContextValues } from '../../authorization/context.ts';
import type { PrincipalPolicies } from '../../authorization/evaluate.ts';
import type { Policy } from '../../authorization/policy.ts';
import type { Principal } from '../../authorization/principal.ts';
import type { Engine } from '../../engine/interface.ts';
import type { Caller } from '../context.ts';
import { createStore, type Store } from '../store.ts';
import { findEntities, group, toKey } from './entity.ts';
import { findPolicy, getPolicyDocument } from './managed-policies.ts';
import { type Bounded, type Principal as Entity, roles, type Tagged, users } from './store.ts';

export interface Bound {
  principal: Principal;
  policies: PrincipalPolicies;
  /** Condition keys that follow from who it is. */
  context: ContextValues;
}

type Compile = (document: string) => Policy;

export async function bindCaller(engine: Engine, caller: Caller, compile: Compile): Promise<Bound> {
  const { account, arn, userId, servicePrincipal, session } = caller;
  if (servicePrincipal !== undefined) return ofService(servicePrincipal);
  if (caller.anonymous) return ofNobody();
  const store = createStore(engine, account, '');
  const narrowing = await sessionPolicies(store, caller, compile);
  if (session?.roleArn !== undefined) {
    const { roleArn } = session;
    const role = await store.get(roles, [toKey(nameOf(roleArn))]);
    // A role that was made anew under an old name has not made the old one's sessions.
    const isSame = role?.arn === roleArn && userId.startsWith(`${role.id}:`);
    const principal: Principal = { kind: 'role-session', account, arn, userId, roleArn };
    return {
      principal,
      policies: { ...(await policiesOf(store, isSame ? [role] : [], compile)), ...narrowing },
      context: {
        ...identityKeys('AssumedRole', account, userId, roleArn),
        ...(isSame && tagKeys(role)),
        ...sessionTagKeys(caller),
        'aws:SourceIdentity': session.sourceIdentity,
        'aws:MultiFactorAuthPresent': 'false',
      },
    };
  }
  if (arn.endsWith(':root')) {
    return {
      principal: { kind: 'root', account, arn, userId },
      policies: { identity: [] },
      context: identityKeys('Account', account, userId, arn),
    };
  }
  const user = await store.get(users, [toKey(nameOf(arn))]);
  const isSame = user?.arn === arn;
  const groups = isSame ? await findEntities(group, store, user.groups) : [];
  return {
    principal: { kind: 'user', account, arn, userId },
    policies: {
      ...(await policiesOf(store, isSame ? [user, ...groups] : [], compile)),
      ...narrowing,
    },
    context: {
      ...identityKeys('User', account, userId, arn),
      ...(isSame && { ...tagKeys(user), 'aws:username': user.name }),
      ...(session && { 'aws:MultiFactorAuthPresent': 'false' }),
    },
  };
}

function ofService(service: string): Bound {
  return {
    principal: { kind: 'service', service },
    policies: { identity: [] },
    context: {
      'aws:PrincipalType': 'Service',
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': service,
      'aws:PrincipalServiceNamesList': [service],
    },
  };
}

function ofNobody(): Bound {
  return {
    principal: { kind: 'anonymous' },
    policies: { identity: [] },
    context: {
      'aws:PrincipalType': 'Anonymous',
      'aws:PrincipalIsAWSService': 'false',
      'aws:userid': 'anonymous',
    },
  };
}

/** The boundary is the first entity's: groups have none. */
async function policiesOf(
  store: Store,
  entities: readonly (Entity & Bounded)[],
  compile: Compile,
): Promise<PrincipalPolicies> {
  const managed = await Promise.all(
    entities.flatMap((each) => each.attachedPolicies.map((arn) => documentOf(store, arn))),
  );
  const inline = entities.flatMap((each) => each.inlinePolicies.map(({ document }) => document));
  const boundaryArn = entities[0]?.boundaryArn;
  const identity = [...inline, ...managed].map(compile);
  if (boundaryArn === undefined) return { identity };
  return { identity, boundary: compile(await documentOf(store, boundaryArn)) };
}

/** @returns a document that allows nothing for a policy that is gone */
async function documentOf(store: Store, arn: string): Promise<string> {
  const policy = await findPolicy(store, arn);
  if (!policy) return '{"Statement":[]}';
  return (await getPolicyDocument(store, policy, `v${policy.defaultVersion}`)).document;
}

async function sessionPolicies(
  store: Store,
  { session }: Caller,
  compile: Compile,
): Promise<Pick<PrincipalPolicies, 'session'>> {
  if (session?.policy === undefined && !session?.policyArns?.length) return {};
  const managed = (session.policyArns ?? []).map((arn) => documentOf(store, arn));
  const documents = await Promise.all(managed);
  if (session.policy !== undefined) documents.push(session.policy);
  return { session: documents.map(compile) };
}

function identityKeys(type: string, account: string, userId: string, arn: string): ContextValues {
  return {
    'aws:PrincipalType': type,
    'aws:PrincipalAccount': account,
    'aws:PrincipalArn': arn,
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': userId,
  };
}

function tagKeys({ tags }: Tagged): ContextValues {
  return Object.fromEntries(tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value]));
}

/** Tags of a session win over those of its role. */
function sessionTagKeys({ session }: Caller): ContextValues {
  return Object.fromEntries(
    (session?.tags ?? []).map(({ key, value }) => [`aws:PrincipalTag/${key}`, value]),
  );
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
