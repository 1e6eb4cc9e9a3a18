/** So many that nobody holds are kept, for code that comes back; every update leaves one. */
const MOST_UNUSED = 32;

/** Who uses which folders, by name, and which go first when there are too many that nobody uses. */
export class FolderUsage {
  readonly #holds = new Map<string, number>();
  /** The one that was used longest ago comes first. */
  readonly #unused = new Set<string>();

  hold(name: string): void {
    this.#holds.set(name, (this.#holds.get(name) ?? 0) + 1);
    this.#unused.delete(name);
  }

  release(name: string): void {
    const count = this.#holds.get(name) ?? 0;
    if (count > 1) this.#holds.set(name, count - 1);
    else this.#holds.delete(name);
  }

  /** It is there and was just used, or released. @returns the name that has to go for it, if any */
  touch(name: string): string | undefined {
    if (this.#holds.has(name)) return undefined;
    this.#unused.delete(name);
    this.#unused.add(name);
    const [oldest] = this.#unused;
    if (this.#unused.size <= MOST_UNUSED || oldest === undefined) return undefined;
    this.#unused.delete(oldest);
    return oldest;
  }

  /** It is not there (any more). */
  forget(name: string): void {
    this.#unused.delete(name);
  }
}
