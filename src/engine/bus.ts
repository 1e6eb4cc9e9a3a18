import type { Bus } from './interface.ts';

type Handler = (subject: string, data: Uint8Array) => void;

const EMPTY = new Uint8Array(0);

/** The bus within one process: handlers run at once, in order of subscription. */
export class LocalBus implements Bus {
  readonly #exact = new Map<string, Set<Handler>>();
  readonly #patterns = new Map<string, Set<Handler>>();
  readonly #onError: (error: unknown) => void;

  /** @param onError called when a handler throws; the others still run */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  publish(subject: string, data: Uint8Array = EMPTY): void {
    this.#deliver(this.#exact.get(subject), subject, data);
    for (const [pattern, handlers] of this.#patterns)
      if (matches(pattern, subject)) this.#deliver(handlers, subject, data);
  }

  subscribe(subject: string, handler: Handler): () => void {
    const table = isPattern(subject) ? this.#patterns : this.#exact;
    const own: Handler = (name, data) => handler(name, data);
    const handlers = table.get(subject) ?? new Set();
    table.set(subject, handlers.add(own));
    return () => {
      handlers.delete(own);
      if (handlers.size === 0 && table.get(subject) === handlers) table.delete(subject);
    };
  }

  #deliver(handlers: Set<Handler> | undefined, subject: string, data: Uint8Array): void {
    if (!handlers) return;
    // A copy: a handler may subscribe, or leave.
    for (const handler of Array.from(handlers)) {
      try {
        handler(subject, data);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

function isPattern(subject: string): boolean {
  return subject.split('.').some((token) => token === '*' || token === '>');
}

function matches(pattern: string, subject: string): boolean {
  const wanted = pattern.split('.');
  const tokens = subject.split('.');
  for (const [index, token] of wanted.entries()) {
    if (token === '>' && index === wanted.length - 1) return tokens.length > index;
    if (index >= tokens.length || (token !== '*' && token !== tokens[index])) return false;
  }
  return wanted.length === tokens.length;
}
