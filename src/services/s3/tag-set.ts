/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
import { invalidArgument, s3Error } from './errors.ts';
import {
  BUCKET_TAGS_MAX,
  OBJECT_TAGS_MAX,
  TAG_KEY_MAX_LENGTH,
  TAG_VALUE_MAX_LENGTH,
} from './limits.ts';

export interface TagPair {
  Key?: string | undefined;
  Value?: string | undefined;
}

const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @throws AwsError BadRequest, InvalidTag, MalformedXML */
export function toTags(pairs: readonly TagPair[], of: 'object' | 'bucket'): Record<string, string> {
  const limit = of === 'object' ? OBJECT_TAGS_MAX : BUCKET_TAGS_MAX;
  if (pairs.length > limit)
    throw s3Error(
      400,
      'BadRequest',
      of === 'object'
        ? `Object tags cannot be greater than ${limit}`
        : `The number of tags exceeds the limit of ${limit} tags`,
    );
  const tags = new Map<string, string>();
  for (const { Key: key = '', Value: value = '' } of pairs) {
    if (key === '' || key.length > TAG_KEY_MAX_LENGTH || !TEXT.test(key))
      throw invalidTag('The TagKey you have provided is invalid', key);
    if (value.length > TAG_VALUE_MAX_LENGTH || !TEXT.test(value))
      throw invalidTag('The TagValue you have provided is invalid', key, value);
    if (/^aws:/i.test(key))
      throw invalidTag('System tags cannot be added/updated by requester', key);
    if (tags.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', key);
    tags.set(key, value);
  }
  return Object.fromEntries(tags);
}

/** The header x-amz-tagging: `key=value&other=…`. @throws AwsError InvalidArgument and as `toTags` */
export function parseTagging(header: string | undefined): Record<string, string> {
  if (header === undefined || header === '') return {};
  let pairs: TagPair[];
  try {
    pairs = header.split('&').map((pair) => {
      const [key = '', value = ''] = pair.replaceAll('+', ' ').split(/=(.*)/s);
      return { Key: decodeURIComponent(key), Value: decodeURIComponent(value) };
    });
  } catch {
    throw invalidArgument(
      'The header x-amz-tagging shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.',
      'x-amz-tagging',
      header,
    );
  }
  return toTags(pairs, 'object');
}

export function toTagSet(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function invalidTag(message: string, key: string, value?: string): Error {
  return s3Error(400, 'InvalidTag', message, { TagKey: key, TagValue: value });
}
