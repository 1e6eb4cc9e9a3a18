/**
 * Quotas of CloudWatch Logs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
/** Messages in UTF-8 plus the overhead of each. */
export const BATCH_LIMIT_BYTES = 1_048_576;
export const EVENT_LIMIT_BYTES = 1_048_576;
export const EVENT_OVERHEAD_BYTES = 26;
export const BATCH_SPAN_LIMIT_MS = 24 * HOUR_MS;
export const OLDEST_EVENT_MS = 14 * DAY_MS;
export const NEWEST_EVENT_MS = 2 * HOUR_MS;

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
export const PAGE_LIMIT_EVENTS = 10_000;
export const PAGE_LIMIT_BYTES = 1_048_576;
/** What one FilterLogEvents call may look at before it answers with a token (AWS answers early too, at a point it does not publish). */
export const SCAN_LIMIT_EVENTS = 100_000;
export const SCAN_LIMIT_BYTES = 64 * 1_048_576;
/** Of real time. */
export const SCAN_LIMIT_MS = 5000;

export const DESCRIBE_LIMIT = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const TAG_LIMIT = 50;

/** Expired events are hidden at once and removed at this interval. AWS takes up to 72 hours. */
export const EXPIRY_INTERVAL_MS = HOUR_MS;

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html
export const LIVE_TAIL_UPDATE_MS = 1000;
export const LIVE_TAIL_UPDATE_EVENTS = 500;
export const LIVE_TAIL_SESSION_MS = 3 * HOUR_MS;
/** Sessions at once in one account and region. */
export const LIVE_TAIL_SESSIONS = 15;
