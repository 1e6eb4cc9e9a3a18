/** The policy of a form: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
import { s3Error } from './errors.ts';

export interface PostPolicy {
  expiresEpochMs: number;
  conditions: Condition[];
  /** How many bytes the file may have. */
  range: { min: number; max: number } | undefined;
}

interface Condition {
  operator: 'eq' | 'starts-with';
  /** In lower case, without `$`. */
  name: string;
  value: string;
  /** As it stands in the policy, for the error. */
  text: string;
}

/** Fields that no condition needs to name. */
const EXEMPT = /^(?:policy|file|x-amz-signature|awsaccesskeyid|signature|x-ignore-.*)$/;

/** @param base64 the field `policy` @throws AwsError InvalidPolicyDocument (400) */
export function parsePostPolicy(base64: string): PostPolicy {
  const { expiration, conditions } = parseDocument(base64);
  const expiresEpochMs = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(expiresEpochMs)) throw invalid("Invalid Policy: Invalid 'expiration' value");
  if (!Array.isArray(conditions)) throw invalid('Invalid Policy: Policy missing conditions.');
  const policy: PostPolicy = { expiresEpochMs, conditions: [], range: undefined };
  for (const each of conditions as unknown[]) {
    if (Array.isArray(each)) addList(policy, each);
    else addPairs(policy, each);
  }
  return policy;
}

function parseDocument(base64: string): { expiration?: unknown; conditions?: unknown } {
  try {
    const document: unknown = JSON.parse(Buffer.from(base64, 'base64').toString());
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // Said below.
  }
  throw invalid('Invalid Policy: Invalid JSON.');
}

function addList(policy: PostPolicy, [operator, first, second]: unknown[]): void {
  if (operator === 'content-length-range') {
    const [min, max] = [Number(first), Number(second)];
    if (Number.isNaN(min) || Number.isNaN(max))
      throw invalid('Invalid Policy: Invalid content-length-range.');
    policy.range = { min, max };
    return;
  }
  const name = typeof operator === 'string' ? operator.toLowerCase() : '';
  if (
    (name !== 'eq' && name !== 'starts-with') ||
    typeof first !== 'string' ||
    !first.startsWith('$')
  )
    throw invalid('Invalid Policy: Invalid Simple-Condition.');
  const value = String(second);
  policy.conditions.push({
    operator: name,
    name: first.slice(1).toLowerCase(),
    value,
    text: JSON.stringify([name, first, value]),
  });
}

function addPairs(policy: PostPolicy, given: unknown): void {
  if (typeof given !== 'object' || given === null)
    throw invalid('Invalid Policy: Invalid Simple-Condition.');
  for (const [name, value] of Object.entries(given))
    policy.conditions.push({
      operator: 'eq',
      name: name.toLowerCase(),
      value: String(value),
      text: JSON.stringify(['eq', `$${name}`, String(value)]),
    });
}

/**
 * @param fields of the form, the bucket included
 * @throws AwsError AccessDenied (403)
 */
export function assertAllowed(
  policy: PostPolicy,
  fields: ReadonlyMap<string, string>,
  nowEpochMs: number,
): void {
  if (policy.expiresEpochMs <= nowEpochMs)
    throw denied('Invalid according to Policy: Policy expired.');
  for (const { operator, name, value, text } of policy.conditions) {
    const actual = fields.get(name) ?? '';
    const holds = operator === 'eq' ? actual === value : actual.startsWith(value);
    if (!holds) throw denied(`Invalid according to Policy: Policy Condition failed: ${text}`);
  }
  const named = new Set(policy.conditions.map(({ name }) => name));
  for (const name of fields.keys())
    if (name !== 'bucket' && !EXEMPT.test(name) && !named.has(name))
      throw denied(`Invalid according to Policy: Extra input fields: ${name}`);
}

/** @throws AwsError EntityTooSmall, EntityTooLarge (400) */
export async function* withinRange(
  range: PostPolicy['range'],
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (range && size > range.max)
      throw s3Error(
        400,
        'EntityTooLarge',
        'Your proposed upload exceeds the maximum allowed size',
        {
          ProposedSize: String(size),
          MaxSizeAllowed: String(range.max),
        },
      );
    yield chunk;
  }
  if (range && size < range.min)
    throw s3Error(
      400,
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
      {
        ProposedSize: String(size),
        MinSizeAllowed: String(range.min),
      },
    );
}

function invalid(message: string): Error {
  return s3Error(400, 'InvalidPolicyDocument', message);
}

function denied(message: string): Error {
  return s3Error(403, 'AccessDenied', message);
}
