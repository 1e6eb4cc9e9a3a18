/** Part and key together, encoded. LMDB cannot hold longer ones (its pages are 8 KiB). */
export const MAX_KEY_BYTES = 4026;
