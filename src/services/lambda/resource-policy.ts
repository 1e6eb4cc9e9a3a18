/** Whole policies, as the newer operations read and write them. https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
import type { AwsError } from '../../protocol/aws-error.ts';
import type { Context } from '../context.ts';
import { invalidParameter, resourceDoesNotExist } from './errors.ts';
import { type ForeignStatement, LATEST, type PolicyRecord } from './function.ts';
import { type FunctionName, parseFunctionName } from './function-name.ts';
import { getFunction, getTarget, revisionOf } from './load.ts';
import { toPolicyText } from './policy.ts';
import { policies } from './store.ts';

/** @throws AwsError ResourceNotFoundException; a version that is missing is told like a policy that is */
export async function readPolicy(
  context: Context,
  named: FunctionName,
): Promise<{ Policy: string; RevisionId: string }> {
  const { name, qualifier = LATEST } = named;
  await getFunction(context, name);
  const policy = await context.store.get(policies, [name, qualifier]);
  // The version or alias may be missing too; AWS tells both alike. Versions leave no policy behind.
  if (!policy) throw resourceDoesNotExist();
  return {
    Policy: toPolicyText(policy),
    RevisionId: revisionOf(await getTarget(context, named)),
  };
}

/** @param arn of a function, version or alias @throws AwsError for $LATEST and for another account */
export function parsePolicyOwner(context: Context, arn: string): FunctionName {
  const named = parseFunctionName(context, arn);
  if (named.qualifier === LATEST) {
    throw invalidParameter('We currently do not support adding policies for $LATEST.');
  }
  return named;
}

/**
 * Checks the form of a policy; what it allows is not judged here. Texts chosen, AWS's are not known.
 * @throws AwsError InvalidParameterValueException
 */
export function parsePolicy(text: string, arn: string): PolicyRecord {
  const policy = parseObject(text);
  if (policy['Version'] !== undefined && policy['Version'] !== '2012-10-17') {
    throw invalidPolicy('Version must be 2012-10-17');
  }
  const { Statement: statement, Id: id } = policy;
  const statements: unknown[] = Array.isArray(statement) ? statement : [statement];
  if (statements.length === 0) throw invalidPolicy('it needs at least one statement');
  const seen = new Set<string>();
  for (const each of statements) {
    if (!isStatement(each)) {
      throw invalidPolicy('every statement needs Effect, Principal, Action and Resource');
    }
    if (each['Resource'] !== arn) throw invalidPolicy(`Resource must be ${arn}`);
    if (each.Sid === undefined) continue;
    if (seen.has(each.Sid)) throw invalidPolicy(`Sid ${each.Sid} is there twice`);
    seen.add(each.Sid);
  }
  return {
    ...(typeof id === 'string' && { id }),
    statements: statements as ForeignStatement[],
  };
}

function isStatement(value: unknown): value is ForeignStatement {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const {
    Sid: sid,
    Effect: effect,
    Principal: principal,
    Action: action,
  } = value as Record<string, unknown>;
  return (
    (sid === undefined || typeof sid === 'string') &&
    (effect === 'Allow' || effect === 'Deny') &&
    (typeof principal === 'string' || (typeof principal === 'object' && principal !== null)) &&
    (typeof action === 'string' || Array.isArray(action))
  );
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // No JSON: refused below.
  }
  throw invalidPolicy('it is no JSON object');
}

function invalidPolicy(why: string): AwsError {
  return invalidParameter(`The resource policy is not valid: ${why}.`);
}
