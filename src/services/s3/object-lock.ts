/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html */
import type { ObjectLockConfiguration } from '@aws-sdk/client-s3';
import { accessDenied, invalidArgument, malformedXml, s3Error } from './errors.ts';
import type { Retention } from './store.ts';

export function noObjectLock(): Error {
  return s3Error(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  );
}

/**
 * Whether a retention may follow another: always when it is stricter; COMPLIANCE is never shortened,
 * GOVERNANCE only by those who may bypass it.
 * @throws AwsError AccessDenied
 */
export function assertMayFollow(
  before: Retention | undefined,
  after: Retention | undefined,
  options: { nowEpochMs: number; bypassGovernance: boolean },
): void {
  if (!before || before.untilEpochMs <= options.nowEpochMs) return;
  const isShorter =
    !after ||
    after.untilEpochMs < before.untilEpochMs ||
    (before.mode === 'COMPLIANCE' && after.mode !== 'COMPLIANCE');
  if (isShorter && (before.mode === 'COMPLIANCE' || !options.bypassGovernance))
    throw accessDenied('Access Denied because object protected by object lock.');
}

/** @throws AwsError MalformedXML, InvalidArgument */
export function checkedLockConfiguration(
  given: ObjectLockConfiguration | undefined,
): ObjectLockConfiguration {
  if (given?.ObjectLockEnabled !== 'Enabled') throw malformedXml();
  const retention = given.Rule?.DefaultRetention;
  if (!given.Rule) return given;
  if (retention?.Mode !== 'GOVERNANCE' && retention?.Mode !== 'COMPLIANCE') throw malformedXml();
  const { Days: days, Years: years } = retention;
  if ((days === undefined) === (years === undefined)) throw malformedXml();
  if ((days ?? years ?? 0) <= 0)
    throw invalidArgument('Default retention period must be a positive integer value.');
  if ((days ?? 0) > 36_500 || (years ?? 0) > 100)
    throw invalidArgument('Default retention period too large');
  return given;
}
