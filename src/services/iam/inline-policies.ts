/** Policies that live inside one role, user or group. */
import type { Context } from '../context.ts';
import { serviceError } from '../define-service.ts';
import { getEntity, type PrincipalKind, updateEntity } from './entity.ts';
import { noSuchEntity, required } from './errors.ts';
import { INLINE_POLICIES_MAX_CHARACTERS } from './limits.ts';
import { type PageMembers, pageOf, type PageRequest } from './page.ts';
import { countCharacters, encodeDocument, parsePolicy } from './policy-document.ts';
import type { InlinePolicy, Principal } from './store.ts';

interface PolicyInput {
  PolicyName: string | undefined;
  PolicyDocument?: string | undefined;
}

/** Adds a policy, or replaces the one of that name. */
export async function putInlinePolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  input: PolicyInput,
): Promise<void> {
  const document = parsePolicy(input.PolicyDocument, 'identity');
  const policy = { name: required(input.PolicyName, 'policyName'), document };
  await updateEntity(kind, context, name, (entity) => {
    const others = entity.inlinePolicies.filter((each) => each.name !== policy.name);
    const inlinePolicies = [...others, policy].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    assertFits(kind.name, entity.name, inlinePolicies);
    return { ...entity, inlinePolicies };
  });
}

function assertFits(
  kind: keyof typeof INLINE_POLICIES_MAX_CHARACTERS,
  name: string,
  policies: readonly InlinePolicy[],
): void {
  const max = INLINE_POLICIES_MAX_CHARACTERS[kind];
  const size = policies.reduce((sum, each) => sum + countCharacters(each.document), 0);
  if (size <= max) return;
  const message = `Maximum policy size of ${max} bytes exceeded for ${kind} ${name}`;
  throw serviceError('iam', 'LimitExceededException', message);
}

export async function getInlinePolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  input: PolicyInput,
): Promise<{ PolicyName: string; PolicyDocument: string }> {
  const entity = await getEntity(kind, context.store, name);
  const policy = findInlinePolicy(kind, entity, input.PolicyName);
  return { PolicyName: policy.name, PolicyDocument: encodeDocument(policy.document) };
}

export async function deleteInlinePolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  input: PolicyInput,
): Promise<void> {
  await updateEntity(kind, context, name, (entity) => {
    const policy = findInlinePolicy(kind, entity, input.PolicyName);
    return {
      ...entity,
      inlinePolicies: entity.inlinePolicies.filter((each) => each.name !== policy.name),
    };
  });
}

export async function listInlinePolicies<T extends Principal>(
  kind: PrincipalKind<T>,
  context: Context,
  name: string | undefined,
  request: PageRequest,
): Promise<PageMembers & { PolicyNames: string[] }> {
  const entity = await getEntity(kind, context.store, name);
  const { items, members } = pageOf(entity.inlinePolicies, (each) => each.name, request);
  return { PolicyNames: items.map((each) => each.name), ...members };
}

/** @throws AwsError `NoSuchEntity` */
function findInlinePolicy<T extends Principal>(
  kind: PrincipalKind<T>,
  entity: T,
  policyName: string | undefined,
): InlinePolicy {
  const found = entity.inlinePolicies.find((each) => each.name === policyName);
  if (!found)
    throw noSuchEntity(`The ${kind.name} policy with name ${policyName} cannot be found.`);
  return found;
}
