/**
 * The policies that AWS owns and serverless users attach. Documents, versions and dates are what
 * iam:GetPolicyVersion answered in April 2026; https://docs.aws.amazon.com/aws-managed-policy/latest/reference/
 */
import type { ManagedPolicy, PolicyVersion } from '../store.ts';
import published from './policies.json' with { type: 'json' };

const documents = new Map<string, PolicyVersion & { number: number }>();

/** By ARN. Only the version in force is known of each. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map(
  published.map((each) => {
    const arn = `arn:aws:iam::aws:policy${each.path}${each.name}`;
    const updatedAtEpochMs = Date.parse(each.updated);
    documents.set(arn, {
      number: each.version,
      document: JSON.stringify(each.document),
      createdAtEpochMs: updatedAtEpochMs,
    });
    const policy: ManagedPolicy = {
      name: each.name,
      id: each.id,
      path: each.path,
      arn,
      description: each.description,
      createdAtEpochMs: Date.parse(each.created),
      updatedAtEpochMs,
      defaultVersion: each.version,
      lastVersion: each.version,
      versions: [each.version],
      tags: [],
    };
    return [arn, policy];
  }),
);

/** @returns undefined when AWS owns no such policy, or it has another version */
export function awsManagedVersion(arn: string, version: number): PolicyVersion | undefined {
  const known = documents.get(arn);
  return known?.number === version ? known : undefined;
}
