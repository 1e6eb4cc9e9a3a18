/** A filter pattern that does not follow the grammar; the message is what an AWS client sees. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError';
}

/** AWS says no more than this for most malformed patterns. */
export const INVALID_PATTERN = 'Invalid filter pattern';

/** A regular expression costs more than a term, so AWS allows two in one pattern. */
export const MAX_REGEX_COUNT = 2;

/** Reads a pattern from left to right. */
export class Scanner {
  readonly text: string;
  at = 0;
  #regexCount = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipSpace(): void {
    while (this.at < this.text.length && /\s/.test(this.text[this.at] as string)) this.at++;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  startsWith(literal: string): boolean {
    return this.text.startsWith(literal, this.at);
  }

  /** Steps over `literal` when it comes next. */
  take(literal: string): boolean {
    if (!this.startsWith(literal)) return false;
    this.at += literal.length;
    return true;
  }

  /** Steps over what a sticky expression matches here; undefined when it does not match. */
  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  expect(literal: string): void {
    if (!this.take(literal)) throw this.error();
  }

  /** The content of `"…"`, in which `\"` and `\\` stand for themselves. The scanner is at the opening quote. */
  quoted(): string {
    let content = '';
    for (this.at++; !this.done; this.at++) {
      const char = this.text[this.at] as string;
      if (char === '"') {
        this.at++;
        return content;
      }
      const next = this.text[this.at + 1];
      if (char === '\\' && (next === '"' || next === '\\')) {
        content += next;
        this.at++;
      } else content += char;
    }
    throw this.error();
  }

  /** The source between two `%`. The scanner is at the first. */
  regexSource(): string {
    const end = this.text.indexOf('%', this.at + 1);
    if (end < 0) throw this.error();
    if (++this.#regexCount > MAX_REGEX_COUNT) {
      throw new FilterPatternError(
        `${INVALID_PATTERN}: a filter pattern can contain at most ${MAX_REGEX_COUNT} regular expressions`,
      );
    }
    const source = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return source;
  }

  error(detail?: string): FilterPatternError {
    return new FilterPatternError(detail ? `${INVALID_PATTERN}: ${detail}` : INVALID_PATTERN);
  }
}
