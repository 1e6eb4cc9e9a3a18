/** What narrows a session: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session */
import { deflateRawSync } from 'node:zlib';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import type { Session } from '../credentials.ts';
import { serviceError } from '../define-service.ts';
import { findPolicyProblem } from '../policy-grammar.ts';
import { validationError } from './errors.ts';
import { PACKED_POLICY_MAX_BYTES } from './limits.ts';

type Restrictions = Pick<
  Session,
  'policy' | 'policyArns' | 'tags' | 'externalId' | 'sourceIdentity'
>;

/**
 * @returns what the session keeps of the request
 * @throws AwsError `MalformedPolicyDocument`, `ValidationError` (a tag key twice)
 */
export function parseRestrictions(input: AssumeRoleCommandInput): Restrictions {
  const problem =
    input.Policy === undefined ? undefined : findPolicyProblem(input.Policy, 'identity');
  if (problem !== undefined) throw serviceError('sts', 'MalformedPolicyDocumentException', problem);
  const tags = toSessionTags(input);
  const policyArns = input.PolicyArns?.map((each) => each.arn ?? '');
  return {
    ...(input.Policy !== undefined && { policy: input.Policy }),
    ...(policyArns?.length && { policyArns }),
    ...(tags.length > 0 && { tags }),
    ...(input.ExternalId !== undefined && { externalId: input.ExternalId }),
    ...(input.SourceIdentity !== undefined && { sourceIdentity: input.SourceIdentity }),
  };
}

/**
 * How full the packed form is. AWS's packing is not published; ours is DEFLATE, which is in the same
 * range and refuses what is far too large.
 * @returns percent, undefined when nothing was passed
 * @throws AwsError `PackedPolicyTooLarge`
 */
export function measurePackedPolicy({
  policy,
  policyArns,
  tags,
}: Restrictions): number | undefined {
  if (policy === undefined && !policyArns && !tags) return undefined;
  const packed = deflateRawSync(JSON.stringify([policy, policyArns, tags])).length;
  const percent = Math.ceil((packed / PACKED_POLICY_MAX_BYTES) * 100);
  if (percent <= 100) return percent;
  throw serviceError(
    'sts',
    'PackedPolicyTooLargeException',
    `Packed size of session tags consumes ${percent}% of allotted space.`,
  );
}

function toSessionTags(input: AssumeRoleCommandInput): NonNullable<Session['tags']> {
  const transitive = new Set(input.TransitiveTagKeys?.map((key) => key.toLowerCase()));
  const seen = new Set<string>();
  return (input.Tags ?? []).map(({ Key: key = '', Value: value = '' }) => {
    const folded = key.toLowerCase();
    if (seen.has(folded)) {
      throw validationError(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    seen.add(folded);
    return { key, value, transitive: transitive.has(folded) };
  });
}
