/**
 * Part and key together, encoded. AWS's longest: an index entry of DynamoDB, two partition keys of
 * 2048 bytes and two sort keys of 1024, each byte of which may take two here.
 */
export const MAX_KEY_BYTES = 16 * 1024;
