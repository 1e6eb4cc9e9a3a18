/** Quotas: https://docs.aws.amazon.com/general/latest/gr/s3.html and the pages named beside them. */

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
export const KEY_MAX_BYTES = 1024;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
export const METADATA_MAX_BYTES = 2048;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const SINGLE_PUT_MAX_BYTES = 5 * 2 ** 30;
export const PART_MIN_BYTES = 5 * 2 ** 20;
export const PARTS_MAX = 10_000;
export const COPY_SOURCE_MAX_BYTES = 5 * 2 ** 30;

export const PAGE_MAX = 1000;
export const BUCKETS_PAGE_MAX = 10_000;
export const BUCKETS_PER_ACCOUNT = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const OBJECT_TAGS_MAX = 10;
export const BUCKET_TAGS_MAX = 50;
export const TAG_KEY_MAX_LENGTH = 128;
export const TAG_VALUE_MAX_LENGTH = 256;

/** Smaller objects stand in the store itself: one durable commit instead of a file and a commit. */
export const INLINE_MAX_BYTES = 16 * 1024;
