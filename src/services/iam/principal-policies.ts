/** From a caller to the policies that bind it. */
import type { ContextValues } from '../../authorization/context.ts';
import type { PrincipalPolicies } from '../../authorization/evaluate.ts';
import type { Policy } from '../../authorization/policy.ts';
import type { Principal } from '../../authorization/principal.ts';
import type { Engine } from '../../engine/interface.ts';
import type { Caller, Context } from '../context.ts';
import { createStore, type Store } from '../store.ts';
import { findEntities, getEntity, group, role, toKey, user } from './entity.ts';
import { invalidInput } from './errors.ts';
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
    const found = await store.get(roles, [toKey(nameOf(roleArn))]);
    // A role that was made anew under an old name has not made the old one's sessions.
    const isSame = found?.arn === roleArn && userId.startsWith(`${found.id}:`);
    const principal: Principal = { kind: 'role-session', account, arn, userId, roleArn };
    return {
      principal,
      policies: { ...(await policiesOf(store, isSame ? [found] : [], compile)), ...narrowing },
      context: {
        ...identityKeys('AssumedRole', account, userId, roleArn),
        ...(isSame && tagKeys(found)),
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
  const known = await store.get(users, [toKey(nameOf(arn))]);
  const isSame = known?.arn === arn;
  const groups = isSame ? await findEntities(group, store, known.groups) : [];
  return {
    principal: { kind: 'user', account, arn, userId },
    policies: {
      ...(await policiesOf(store, isSame ? [known, ...groups] : [], compile)),
      ...narrowing,
    },
    context: {
      ...identityKeys('User', account, userId, arn),
      ...(isSame && { ...tagKeys(known), 'aws:username': known.name }),
      ...(session && { 'aws:MultiFactorAuthPresent': 'false' }),
    },
  };
}

/**
 * The policies of a user, group or role by its ARN, for the simulator.
 * @throws AwsError `NoSuchEntity`, `InvalidInput` for another ARN
 */
export async function bindEntity(context: Context, arn: string, compile: Compile): Promise<Bound> {
  const type = /^arn:[^:]+:iam::\d{12}:(user|group|role)\//.exec(arn)?.[1];
  const { account, engine, store } = context;
  const name = nameOf(arn);
  if (type === 'user') {
    const { id } = await getEntity(user, store, name);
    return bindCaller(engine, { arn, userId: id, account }, compile);
  }
  if (type === 'role') {
    const { id } = await getEntity(role, store, name);
    const session = { token: '', expiresAtEpochMs: 0, roleArn: arn };
    const sessionArn = `arn:aws:sts::${account}:assumed-role/${name}/simulated`;
    const caller = { arn: sessionArn, userId: `${id}:simulated`, account, session };
    return bindCaller(engine, caller, compile);
  }
  if (type !== 'group')
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const found = await getEntity(group, store, name);
  return {
    principal: { kind: 'user', account, arn, userId: found.id },
    policies: await policiesOf(store, [found], compile),
    context: {},
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
