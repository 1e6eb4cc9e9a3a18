/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Context } from '../context.ts';
import { invalidArgument, invalidRequest, malformedXml } from './errors.ts';

const RULES_MAX = 1000;
const ID_MAX_LENGTH = 255;

/** With an id for each that had none. @throws AwsError MalformedXML, InvalidArgument, InvalidRequest */
export function checkedRules(context: Context, rules: readonly LifecycleRule[]): LifecycleRule[] {
  if (rules.length === 0 || rules.length > RULES_MAX) throw malformedXml();
  const ids = new Set<string>();
  return rules.map((rule) => {
    const id = rule.ID ?? context.ids.uuid();
    if (id.length > ID_MAX_LENGTH)
      throw invalidArgument('ID length should not exceed allowed limit of 255');
    if (ids.has(id))
      throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
    ids.add(id);
    assertRule(rule);
    return { ...rule, ID: id };
  });
}

function assertRule(rule: LifecycleRule): void {
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
  if (rule.Filter === undefined && rule.Prefix === undefined) throw malformedXml();
  if (rule.Filter !== undefined && rule.Prefix !== undefined) throw malformedXml();
  const actions = [
    Expiration,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
    rule.Transitions?.[0],
    rule.NoncurrentVersionTransitions?.[0],
  ];
  if (actions.every((each) => each === undefined))
    throw invalidRequest('At least one action needs to be specified in a rule');
  if (Expiration) assertExpiration(Expiration);
  assertPositive(
    NoncurrentVersionExpiration?.NoncurrentDays,
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  );
  assertPositive(
    AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  );
  const hasTag = rule.Filter?.Tag !== undefined || rule.Filter?.And?.Tags !== undefined;
  if (AbortIncompleteMultipartUpload && hasTag)
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
}

function assertExpiration(expiration: NonNullable<LifecycleRule['Expiration']>): void {
  const { Days, Date: date, ExpiredObjectDeleteMarker } = expiration;
  const given = [Days, date, ExpiredObjectDeleteMarker].filter((each) => each !== undefined);
  if (given.length !== 1) throw malformedXml();
  assertPositive(Days, "'Days' for Expiration action must be a positive integer");
  if (date && date.getTime() % 86_400_000 !== 0)
    throw invalidArgument("'Date' must be at midnight GMT");
}

function assertPositive(days: number | undefined, message: string): void {
  if (days !== undefined && !(days > 0)) throw invalidArgument(message);
}

/** A rule as it was put: the store keeps dates as texts. */
export function reviveRule(rule: LifecycleRule): LifecycleRule {
  const revive = <T extends { Date?: Date | undefined }>(each: T): T =>
    each.Date === undefined ? each : { ...each, Date: new Date(each.Date) };
  return {
    ...rule,
    ...(rule.Expiration && { Expiration: revive(rule.Expiration) }),
    ...(rule.Transitions && { Transitions: rule.Transitions.map(revive) }),
  };
}
