/** Update expressions as they are written. */
import { validationError } from '../errors.ts';
import { OPERATOR_LIMIT } from '../limits.ts';
import { type Path, parsePath } from './path.ts';
import { TokenReader } from './tokens.ts';

export type SetOperandNode =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly key: string }
  | {
      readonly kind: 'function';
      readonly name: string;
      readonly operands: readonly SetValueNode[];
    };

export type SetValueNode =
  | SetOperandNode
  | {
      readonly kind: 'sum';
      readonly operator: '+' | '-';
      readonly left: SetValueNode;
      readonly right: SetValueNode;
    };

export type ActionNode =
  | { readonly action: 'SET'; readonly path: Path; readonly value: SetValueNode }
  | { readonly action: 'REMOVE'; readonly path: Path }
  | { readonly action: 'ADD' | 'DELETE'; readonly path: Path; readonly key: string };

export interface UpdateSyntax {
  readonly actions: readonly ActionNode[];
  /** A section that stands twice, which AWS refuses. */
  readonly repeated: string | undefined;
}

const SECTIONS: ReadonlySet<string> = new Set(['SET', 'REMOVE', 'ADD', 'DELETE']);

/** @throws ValidationException without the name of the parameter */
export function parseUpdate(text: string): UpdateSyntax {
  return new UpdateParser(text).parse();
}

class UpdateParser {
  readonly #reader: TokenReader;
  #operators = 0;

  constructor(text: string) {
    this.#reader = new TokenReader(text);
  }

  parse(): UpdateSyntax {
    const actions: ActionNode[] = [];
    const seen = new Set<string>();
    let repeated: string | undefined;
    do {
      const section = this.#section();
      if (seen.has(section)) repeated ??= section;
      seen.add(section);
      do {
        this.#count();
        actions.push(this.#action(section));
      } while (this.#reader.skip(','));
    } while (this.#reader.next.kind !== 'end');
    return { actions, repeated };
  }

  #section(): string {
    const { kind, text } = this.#reader.next;
    const section = text.toUpperCase();
    if (kind !== 'word' || !SECTIONS.has(section)) throw this.#reader.unexpected();
    this.#reader.take();
    return section;
  }

  #action(section: string): ActionNode {
    const path = this.#path();
    if (section === 'REMOVE') return { action: 'REMOVE', path };
    if (section === 'SET') {
      this.#reader.expect('=');
      return { action: 'SET', path, value: this.#value() };
    }
    if (this.#reader.next.kind !== 'value') throw this.#reader.unexpected();
    return { action: section as 'ADD' | 'DELETE', path, key: this.#reader.take().text };
  }

  #path(): Path {
    return parsePath(this.#reader, (word) => SECTIONS.has(word));
  }

  #value(): SetValueNode {
    let left = this.#operand();
    const { kind, text } = this.#reader.next;
    if (kind === 'symbol' && (text === '+' || text === '-')) {
      this.#reader.take();
      this.#count();
      left = { kind: 'sum', operator: text, left, right: this.#operand() };
    }
    return left;
  }

  #operand(): SetValueNode {
    const reader = this.#reader;
    if (reader.skip('(')) {
      const inner = reader.nested(() => this.#value());
      reader.expect(')');
      return inner;
    }
    if (reader.next.kind === 'value') return { kind: 'value', key: reader.take().text };
    if (reader.next.kind !== 'word' || reader.second.text !== '(')
      return { kind: 'path', path: this.#path() };
    const name = reader.take().text;
    this.#count();
    reader.expect('(');
    const operands = [reader.nested(() => this.#operand())];
    while (reader.skip(',')) operands.push(reader.nested(() => this.#operand()));
    reader.expect(')');
    return { kind: 'function', name, operands };
  }

  #count(): void {
    this.#operators++;
    if (this.#operators <= OPERATOR_LIMIT) return;
    // AWS documents the limit of 300 but not the words.
    throw validationError(
      `The expression has too many operators; operator count: more than ${OPERATOR_LIMIT}`,
    );
  }
}
