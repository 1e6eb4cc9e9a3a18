/** Policy documents as IAM takes them in and gives them out. */
import { serviceError } from '../define-service.ts';
import { findPolicyProblem, type PolicyKind } from '../policy-grammar.ts';
import { quotaExceeded, required } from './errors.ts';
import { MANAGED_POLICY_MAX_CHARACTERS, TRUST_POLICY_MAX_CHARACTERS } from './limits.ts';

/**
 * @returns the document itself, unchanged
 * @throws AwsError `MalformedPolicyDocument`
 */
export function parsePolicy(document: string | undefined, kind: PolicyKind): string {
  const text = required(document, 'policyDocument');
  const problem = findPolicyProblem(text, kind);
  if (problem !== undefined) throw serviceError('iam', 'MalformedPolicyDocumentException', problem);
  return text;
}

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` */
export function parseManagedPolicy(document: string | undefined): string {
  const text = parsePolicy(document, 'identity');
  if (countCharacters(text) > MANAGED_POLICY_MAX_CHARACTERS) {
    throw quotaExceeded('PolicySize', MANAGED_POLICY_MAX_CHARACTERS);
  }
  return text;
}

/** @throws AwsError `MalformedPolicyDocument`, `LimitExceeded` */
export function parseTrustPolicy(document: string | undefined): string {
  const text = parsePolicy(document, 'trust');
  if (countCharacters(text) > TRUST_POLICY_MAX_CHARACTERS) {
    throw quotaExceeded('ACLSizePerRole', TRUST_POLICY_MAX_CHARACTERS);
  }
  return text;
}

/** Length as the quotas count it: without white space. */
export function countCharacters(document: string): number {
  return document.replace(/\s/g, '').length;
}

/** Documents leave IAM percent-encoded by RFC 3986, where `encodeURIComponent` spares five characters too many. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
