/** Conditional requests: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html */
import { AwsError } from '../../protocol/aws-error.ts';
import { noSuchKey, notImplementedHeader, preconditionFailed } from './errors.ts';
import type { ObjectVersion } from './store.ts';

export interface ReadConditions {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
}

type Tagged = Pick<ObjectVersion, 'etag' | 'modifiedEpochMs'>;

/** Which condition does not hold; RFC 9110 says in what order they count, and which overrules which. */
export function failedCondition(
  conditions: ReadConditions,
  object: Tagged,
): keyof typeof HEADERS | undefined {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  // HTTP dates have no milliseconds.
  const modifiedMs = Math.floor(object.modifiedEpochMs / 1000) * 1000;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object.etag)) return 'IfMatch';
  } else if (IfUnmodifiedSince && modifiedMs > IfUnmodifiedSince.getTime()) {
    return 'IfUnmodifiedSince';
  }
  if (IfNoneMatch !== undefined)
    return matches(IfNoneMatch, object.etag) ? 'IfNoneMatch' : undefined;
  return IfModifiedSince && modifiedMs <= IfModifiedSince.getTime() ? 'IfModifiedSince' : undefined;
}

const HEADERS = {
  IfMatch: 'If-Match',
  IfNoneMatch: 'If-None-Match',
  IfModifiedSince: 'If-Modified-Since',
  IfUnmodifiedSince: 'If-Unmodified-Since',
};

/** @throws AwsError NotModified (304), PreconditionFailed (412) */
export function assertReadable(conditions: ReadConditions, object: Tagged): void {
  const failed = failedCondition(conditions, object);
  if (failed === undefined) return;
  if (failed === 'IfMatch' || failed === 'IfUnmodifiedSince')
    throw preconditionFailed(HEADERS[failed]);
  throw new AwsError('NotModified', 'Not Modified', {
    status: 304,
    headers: {
      etag: `"${object.etag}"`,
      'last-modified': new Date(object.modifiedEpochMs).toUTCString(),
    },
  });
}

/** Of the source of a copy: all failures are alike. @throws AwsError PreconditionFailed (412) */
export function assertCopyable(conditions: ReadConditions, object: Tagged): void {
  const failed = failedCondition(conditions, object);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${HEADERS[failed]}`);
}

export interface WriteConditions {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
}

/**
 * @param current what a reader would get now; undefined: nothing, or a delete marker
 * @throws AwsError NotImplemented (501), NoSuchKey (404), PreconditionFailed (412)
 */
export function assertWritable(
  { IfMatch, IfNoneMatch }: WriteConditions,
  current: Tagged | undefined,
  key: string,
): void {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch.trim() !== '*')
      throw notImplementedHeader(
        'If-None-Match',
        "We don't accept the provided value of If-None-Match header for this API",
      );
    if (current) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (!current) throw noSuchKey(key);
  if (!matches(IfMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** @param header a list of tags, quoted or not, or `*` */
function matches(header: string, etag: string): boolean {
  return header
    .split(',')
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((tag) => tag === '*' || tag === etag);
}
