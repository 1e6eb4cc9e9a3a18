import { validationError } from '../errors.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  /** Without quotes, and with doubled quotes made single. */
  readonly text: string;
}

const TOKEN =
  /(?:\s+|--[^\n]*)|([A-Za-z_$][\w$]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(<<|>>|<>|<=|>=|!=|[()[\]{}.,:;=<>+\-*?])|([^])/gu;
const KINDS: readonly Token['kind'][] = ['word', 'quoted', 'string', 'number', 'symbol'];

const DEPTH_LIMIT = 100;

export function notWellFormed(detail: string): Error {
  return validationError(`Statement wasn't well formed, can't be processed: ${detail}`);
}

/** Reads a PartiQL statement token by token. */
export class StatementReader {
  readonly #tokens: Token[] = [];
  #at = 0;
  #depth = 0;

  /** @throws ValidationException for characters that no statement has */
  constructor(text: string) {
    for (const match of text.matchAll(TOKEN)) {
      const group = match.slice(1).findIndex((each) => each !== undefined);
      if (group === KINDS.length) throw notWellFormed(`Unexpected character: ${match[0]}`);
      const kind = KINDS[group];
      const content = match[group + 1];
      if (kind === undefined || content === undefined) continue;
      const quote = kind === 'quoted' ? '""' : "''";
      const isQuoted = kind === 'quoted' || kind === 'string';
      const plain = isQuoted ? content.replaceAll(quote, quote.charAt(0)) : content;
      this.#tokens.push({ kind, text: plain });
    }
    this.#tokens.push({ kind: 'end', text: '' });
  }

  get next(): Token {
    return this.#tokens[this.#at]!;
  }

  get second(): Token {
    return this.#tokens[this.#at + 1] ?? this.next;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  isWord(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toUpperCase() === word;
  }

  skipWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#at++;
    return found;
  }

  /** @throws ValidationException */
  expectWord(word: string): void {
    if (!this.skipWord(word)) throw this.unexpected();
  }

  skip(symbol: string): boolean {
    const found = this.next.kind === 'symbol' && this.next.text === symbol;
    if (found) this.#at++;
    return found;
  }

  /** @throws ValidationException */
  expect(symbol: string): void {
    if (!this.skip(symbol)) throw this.unexpected();
  }

  /** Runs `parse` one level deeper. @throws ValidationException when that is too deep */
  nested<T>(parse: () => T): T {
    if (++this.#depth > DEPTH_LIMIT) throw notWellFormed('nested too deeply');
    const result = parse();
    this.#depth--;
    return result;
  }

  unexpected(): Error {
    const { kind, text } = this.next;
    return notWellFormed(
      kind === 'end' ? 'Unexpected end of statement' : `Unexpected term: ${text}`,
    );
  }
}
