/** When lifecycle rules end an object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';
import type { ObjectVersion } from './store.ts';

const DAY_MS = 86_400_000;

type Described = Pick<ObjectVersion, 'modifiedEpochMs' | 'sizeBytes' | 'tags'>;

/** Rules count whole days and act at midnight UTC. */
export function daysLater(epochMs: number, days: number): number {
  return Math.ceil((epochMs + days * DAY_MS) / DAY_MS) * DAY_MS;
}

export function ruleCovers(rule: LifecycleRule, object: Described, key: string): boolean {
  if (rule.Status !== 'Enabled') return false;
  // The element Prefix of the rule itself is the older form of a filter.
  return filterCovers(rule.Filter ?? { Prefix: rule.Prefix ?? '' }, object, key);
}

function filterCovers(filter: LifecycleRuleFilter, object: Described, key: string): boolean {
  const { And } = filter;
  const tags = [...(filter.Tag ? [filter.Tag] : []), ...(And?.Tags ?? [])];
  const above = filter.ObjectSizeGreaterThan ?? And?.ObjectSizeGreaterThan;
  const below = filter.ObjectSizeLessThan ?? And?.ObjectSizeLessThan;
  return (
    key.startsWith(filter.Prefix ?? And?.Prefix ?? '') &&
    tags.every(({ Key, Value }) => object.tags[Key ?? ''] === Value) &&
    (above === undefined || object.sizeBytes > above) &&
    (below === undefined || object.sizeBytes < below)
  );
}

export interface Ending {
  atEpochMs: number;
  ruleId: string;
}

/** The first rule to end the newest version of a key. */
export function endingOf(
  rules: readonly LifecycleRule[],
  object: Described,
  key: string,
): Ending | undefined {
  let first: Ending | undefined;
  for (const rule of rules) {
    const { Days, Date: date } = rule.Expiration ?? {};
    if ((Days === undefined && date === undefined) || !ruleCovers(rule, object, key)) continue;
    const atEpochMs =
      date === undefined ? daysLater(object.modifiedEpochMs, Days ?? 0) : new Date(date).getTime();
    if (!first || atEpochMs < first.atEpochMs) first = { atEpochMs, ruleId: rule.ID ?? '' };
  }
  return first;
}

/** The header x-amz-expiration. */
export function expirationOf(
  lifecycle: { Rules?: LifecycleRule[] | undefined } | undefined,
  object: Described,
  key: string,
): string | undefined {
  const ending = lifecycle && endingOf(lifecycle.Rules ?? [], object, key);
  if (!ending) return undefined;
  const date = new Date(ending.atEpochMs).toUTCString();
  return `expiry-date="${date}", rule-id="${encodeURIComponent(ending.ruleId)}"`;
}
