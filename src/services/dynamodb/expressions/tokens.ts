import { validationError } from '../errors.ts';
import { EXPRESSION_LIMIT_BYTES } from '../limits.ts';

export type TokenKind =
  | 'word'
  /** `#name` */
  | 'name'
  /** `:value` */
  | 'value'
  | 'digits'
  | 'symbol'
  | 'illegal'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
}

const TOKEN =
  /[ \t\r\n]+|([A-Za-z][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[()[\].,=<>+-])|([^])/gu;
const KINDS: readonly TokenKind[] = ['word', 'name', 'value', 'digits', 'symbol', 'illegal'];

/** Nesting beyond this is refused: an expression of 4 KB could otherwise exhaust the stack. */
const DEPTH_LIMIT = 200;

/** Reads an expression token by token, and knows how AWS words what it did not expect. */
export class TokenReader {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #depth = 0;

  /** @throws ValidationException when the expression is empty or too long */
  constructor(text: string) {
    if (text === '') throw validationError('The expression can not be empty;');
    const size = Buffer.byteLength(text);
    if (size > EXPRESSION_LIMIT_BYTES) {
      throw validationError(
        `Expression size has exceeded the maximum allowed size; expression size: ${size}`,
      );
    }
    this.#text = text;
    for (const match of text.matchAll(TOKEN)) {
      const group = match.slice(1).findIndex((each) => each !== undefined);
      const kind = KINDS[group];
      if (kind) this.#tokens.push({ kind, text: match[0], start: match.index });
    }
    this.#tokens.push({ kind: 'end', text: '<EOF>', start: text.length });
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The token after the next one. */
  get second(): Token {
    return this.#tokens[this.#at + 1] ?? this.next;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  /** Takes the next token if it is this symbol. */
  skip(symbol: string): boolean {
    const found = this.next.kind === 'symbol' && this.next.text === symbol;
    if (found) this.#at++;
    return found;
  }

  /** Takes the next token if it is this word, in any case. */
  skipWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#at++;
    return found;
  }

  isWord(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toUpperCase() === word;
  }

  /** @throws ValidationException */
  expect(symbol: string): void {
    if (!this.skip(symbol)) throw this.unexpected();
  }

  /** Runs `parse` one level deeper. @throws ValidationException */
  nested<T>(parse: () => T): T {
    if (++this.#depth > DEPTH_LIMIT) throw this.unexpected();
    const result = parse();
    this.#depth--;
    return result;
  }

  /** What AWS says about the next token: with its neighbours, as they are written. */
  unexpected(): Error {
    const { next } = this;
    const previous = this.#tokens[this.#at - 1] ?? next;
    const following = this.#tokens[this.#at + 1];
    const last = following && following.kind !== 'end' ? following : next;
    const end =
      last.kind === 'end' ? previous.start + previous.text.length : last.start + last.text.length;
    const near = this.#text.slice(previous.start, end);
    return validationError(`Syntax error; token: "${next.text}", near: "${near}"`);
  }
}
