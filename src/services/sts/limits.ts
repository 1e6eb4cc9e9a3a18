/** Durations of temporary credentials: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html */

export const ROLE_SESSION_DEFAULT_SECONDS = 3600;
/** Of a role that Brume does not know; a known one has its own MaxSessionDuration. */
export const UNKNOWN_ROLE_MAX_SECONDS = 43_200;
export const ROLE_CHAINING_MAX_SECONDS = 3600;

export const SESSION_TOKEN_DEFAULT_SECONDS = 43_200;
/** The root user's sessions are cut to an hour. */
export const ROOT_SESSION_MAX_SECONDS = 3600;

/** Session policies, ARNs and tags together, after packing. */
export const PACKED_POLICY_MAX_BYTES = 2048;

/** Expired sessions stay this long, so that their holder hears that they expired. */
export const EXPIRED_SESSION_KEPT_MS = 86_400_000;
