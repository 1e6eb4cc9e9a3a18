/** Quotas of https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html unless a line says otherwise. */

export const MEMORY_MAX_MB = 10_240;
export const TIMEOUT_MAX_SECONDS = 900;
export const EPHEMERAL_STORAGE_MAX_MB = 10_240;

export const DEFAULT_MEMORY_MB = 128;
export const DEFAULT_TIMEOUT_SECONDS = 3;
export const DEFAULT_EPHEMERAL_STORAGE_MB = 512;

/** Environment variables of one function, as JSON text. */
export const ENVIRONMENT_MAX_BYTES = 4096;

export const ZIP_MAX_BYTES = 52_428_800;
export const UNZIPPED_MAX_BYTES = 262_144_000;
export const LAYERS_MAX = 5;
export const CODE_STORAGE_MAX_BYTES = 80_530_636_800;

/** Request of a synchronous invocation. */
export const SYNC_PAYLOAD_MAX_BYTES = 6_291_456;
/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (2026) */
export const ASYNC_PAYLOAD_MAX_BYTES = 1_048_576;
/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html */
export const INVOKE_ASYNC_PAYLOAD_MAX_BYTES = 262_144;
/** Of the base64 text. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const CLIENT_CONTEXT_MAX_BYTES = 3583;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
export const UNRESERVED_CONCURRENCY_MIN = 100;

export const POLICY_MAX_BYTES = 20_480;
export const TAGS_MAX = 50;
export const PAGE_MAX_ITEMS = 50;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_RETRY_ATTEMPTS = 2;
export const DEFAULT_EVENT_AGE_SECONDS = 21_600;
