/** Marks the input of a PutObject that came by POST: its event has another name. */
export const BY_FORM = Symbol('by form');
