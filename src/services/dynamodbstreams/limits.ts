// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
export const PAGE_LIMIT_RECORDS = 1000;
export const PAGE_LIMIT_BYTES = 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
export const RETENTION_MS = 24 * 60 * 60_000;
/** An iterator that is not used expires. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const ITERATOR_MS = 15 * 60_000;
/** Readers never show old records; they are removed at this interval. */
export const TRIM_INTERVAL_MS = 60 * 60_000;

export const LIST_LIMIT = 100;
