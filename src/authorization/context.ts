/** What is known of a request, by condition key. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */

/** Several values make a multi-valued key; none, or undefined, an absent one. */
export type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface RequestContext {
  /** Empty when the key is absent. */
  values(key: string): readonly string[];
  /** For variables: of single-valued keys only. */
  single(key: string): string | undefined;
}

const NONE: readonly string[] = [];

/** Names of keys do not differ by case; later parts win. */
export function createRequestContext(...parts: readonly ContextValues[]): RequestContext {
  const all = new Map<string, readonly string[]>();
  for (const part of parts)
    for (const [key, value] of Object.entries(part)) {
      if (value === undefined) continue;
      all.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
    }
  const values = (key: string): readonly string[] => all.get(key.toLowerCase()) ?? NONE;
  return {
    values,
    single(key) {
      const found = values(key);
      return found.length === 1 ? found[0] : undefined;
    },
  };
}
