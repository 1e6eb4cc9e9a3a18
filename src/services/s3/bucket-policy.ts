/** Bucket policies as documents; who may do what by them is decided where IAM is enforced. */
import { s3Error } from './errors.ts';

export interface PolicyStatement {
  Effect: string;
  Principal?: unknown;
  NotPrincipal?: unknown;
  Condition?: Record<string, unknown>;
}

const MAX_BYTES = 20 * 1024;

/** @throws AwsError MalformedPolicy (400) with AWS's words */
export function parsePolicy(text: string, bucket: string): PolicyStatement[] {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw s3Error(400, 'PolicyTooLarge', 'Policy document exceeds the maximum size');
  if (!text.startsWith('{'))
    throw malformed("Policies must be valid JSON and the first byte must be '{'");
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  const { Version, Statement } = document as Record<string, unknown>;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw malformed('The policy must contain a valid version string');
  if (Statement === undefined) throw malformed('Missing required field Statement');
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  return statements.map((each) => toStatement(each, bucket));
}

function toStatement(given: unknown, bucket: string): PolicyStatement {
  if (typeof given !== 'object' || given === null) throw malformed('Could not parse the policy');
  const statement = given as Record<string, unknown>;
  const { Effect } = statement;
  if (Effect === undefined) throw malformed('Missing required field Effect');
  if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed(`Invalid effect: ${textOf(Effect)}`);
  if (statement.Principal === undefined && statement.NotPrincipal === undefined)
    throw malformed('Missing required field Principal');
  assertActions(statement.Action ?? statement.NotAction);
  assertResources(statement.Resource ?? statement.NotResource, bucket);
  return statement as unknown as PolicyStatement;
}

function assertActions(given: unknown): void {
  if (given === undefined) throw malformed('Missing required field Action');
  for (const action of listOf(given))
    if (typeof action !== 'string' || !/^(?:\*|s3:[A-Za-z*?]+)$/i.test(action))
      throw malformed('Policy has invalid action');
}

function assertResources(given: unknown, bucket: string): void {
  if (given === undefined) throw malformed('Missing required field Resource');
  for (const resource of listOf(given)) {
    const name = typeof resource === 'string' ? /^arn:[^:]*:s3:::([^/]*)/.exec(resource)?.[1] : '';
    const isOwn = resource === '*' || name === bucket || /[*?$]/.test(name ?? '');
    if (!isOwn) throw malformed('Policy has invalid resource');
  }
}

/** Whether anyone at all is allowed something: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
export function isPublic(statements: readonly PolicyStatement[]): boolean {
  return statements.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && isEveryone(Principal) && !limits(Condition),
  );
}

function isEveryone(principal: unknown): boolean {
  if (principal === '*') return true;
  const { AWS } = (principal ?? {}) as { AWS?: unknown };
  return listOf(AWS).includes('*');
}

const LIMITING =
  /^(?:aws:(?:principal|source|userid|sourcevpc)|s3:(?:x-amz-server-side-encryption-aws-kms-key-id|dataaccesspoint))/i;

/** Whether conditions narrow who "everyone" is, by values without wildcards. */
function limits(condition: Record<string, unknown> | undefined): boolean {
  return Object.values(condition ?? {}).some((keys) =>
    Object.entries((keys ?? {}) as Record<string, unknown>).some(
      ([key, values]) =>
        LIMITING.test(key) && listOf(values).every((value) => !/[*?]|\/0$/.test(textOf(value))),
    ),
  );
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function malformed(message: string): Error {
  return s3Error(400, 'MalformedPolicy', message);
}
