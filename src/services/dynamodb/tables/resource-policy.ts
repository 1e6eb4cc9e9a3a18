import { validationError } from '../errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html */
const POLICY_LIMIT_BYTES = 20 * 1024;

/** The form only; what a policy allows is decided where IAM is asked. @throws ValidationException */
export function checkPolicy(document: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    throw validationError('Invalid policy document: the policy is not valid JSON');
  }
  if (
    typeof parsed !== 'object' ||
    parsed === null ||
    Array.isArray(parsed) ||
    !('Statement' in parsed)
  )
    throw validationError('Invalid policy document: the policy has no statement');
  if (Buffer.byteLength(document) > POLICY_LIMIT_BYTES)
    throw validationError('Resource policy size limit exceeded: the limit is 20 KB');
  return document;
}
