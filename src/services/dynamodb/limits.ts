/**
 * Quotas of DynamoDB.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */

const KIB = 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Names and values of all attributes together. */
export const ITEM_LIMIT_BYTES = 400 * KIB;
export const HASH_KEY_LIMIT_BYTES = 2048;
export const RANGE_KEY_LIMIT_BYTES = 1024;
/** An attribute of an item is on level 1. */
export const NESTING_LIMIT = 32;
/** What one Query, Scan or page of a statement looks at. */
export const PAGE_LIMIT_BYTES = KIB * KIB;

export const EXPRESSION_LIMIT_BYTES = 4 * KIB;
/** Operators and functions of one expression. */
export const OPERATOR_LIMIT = 300;
export const IN_OPERAND_LIMIT = 100;
/** Names and values of placeholders together. */
export const PLACEHOLDER_LIMIT_BYTES = 2 * KIB * KIB;

/** Tables of an account in a region. */
export const TABLE_LIMIT = 2500;
export const LSI_LIMIT = 5;
export const GSI_LIMIT = 20;
/** NonKeyAttributes of all secondary indexes of a table together. */
export const PROJECTED_ATTRIBUTE_LIMIT = 100;
export const TAG_LIMIT = 50;

export const BATCH_GET_LIMIT_ITEMS = 100;
export const BATCH_GET_LIMIT_BYTES = 16 * KIB * KIB;
export const BATCH_WRITE_LIMIT_ITEMS = 25;
export const TRANSACTION_LIMIT_BYTES = 4 * KIB * KIB;
/** A ClientRequestToken is remembered for this long after the request. */
export const IDEMPOTENCY_MS = 10 * MINUTE_MS;

/** The ClientToken of an export or import is remembered for this long. */
export const TRANSFER_TOKEN_MS = 8 * 60 * MINUTE_MS;

/** Expired items are deleted at this interval. AWS takes up to two days. */
export const TTL_INTERVAL_MS = MINUTE_MS;
/** An item that expired longer ago is not touched. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
export const TTL_OLDEST_MS = 5 * 365 * DAY_MS;
