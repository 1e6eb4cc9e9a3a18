type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the members that are undefined: records and answers leave out what was not given. */
export function given<T extends object>(members: T): Partial<Given<T>> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Partial<Given<T>>;
}
