/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
import type { NotificationConfigurationFilter } from '@aws-sdk/client-s3';

export interface KeyFilter {
  prefix: string;
  suffix: string;
}

export function toKeyFilter(filter: NotificationConfigurationFilter | undefined): KeyFilter {
  const rules = filter?.Key?.FilterRules ?? [];
  const valueOf = (name: string): string =>
    rules.find((rule) => rule.Name?.toLowerCase() === name)?.Value ?? '';
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') };
}

export function matchesFilter(
  filter: NotificationConfigurationFilter | undefined,
  key: string,
): boolean {
  const { prefix, suffix } = toKeyFilter(filter);
  return key.startsWith(prefix) && key.endsWith(suffix);
}

/** Whether some key would match both, so that two targets could not share an event. */
export function filtersOverlap(a: KeyFilter, b: KeyFilter): boolean {
  const prefixes = a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix);
  const suffixes = a.suffix.endsWith(b.suffix) || b.suffix.endsWith(a.suffix);
  return prefixes && suffixes;
}
