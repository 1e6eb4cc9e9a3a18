import { VtlError } from './template.ts';

/** A place in a template's text. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text[this.at + ahead] ?? '';
  }

  /** Steps over `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Steps over what a sticky pattern matches here. */
  match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipSpace(): void {
    this.match(/\s*/y);
  }

  expect(expected: string): void {
    if (!this.take(expected)) this.fail(`expected ${JSON.stringify(expected)}`);
  }

  fail(what: string): never {
    const line = this.text.slice(0, this.at).split('\n').length;
    const near = this.text.slice(this.at, this.at + 20);
    throw new VtlError(`Line ${line}: ${what} at ${JSON.stringify(near)}.`);
  }
}
