/** Condition, filter and key condition expressions as they are written. */
import { validationError } from '../errors.ts';
import { OPERATOR_LIMIT } from '../limits.ts';
import { type Path, parsePath, parsePathRest } from './path.ts';
import { TokenReader } from './tokens.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type OperandNode =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly key: string }
  | FunctionNode;

export interface FunctionNode {
  readonly kind: 'function';
  readonly name: string;
  readonly operands: readonly OperandNode[];
}

export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly left: ConditionNode; readonly right: ConditionNode }
  | { readonly kind: 'not'; readonly inner: ConditionNode }
  | {
      readonly kind: 'test';
      readonly operator: Comparator | 'BETWEEN' | 'IN';
      readonly operands: readonly OperandNode[];
    }
  | FunctionNode;

export interface ConditionSyntax {
  readonly condition: ConditionNode;
  /** `((a = :b))`, which AWS refuses. */
  readonly hasRedundantParentheses: boolean;
}

type Node = ConditionNode | OperandNode;

const COMPARATORS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const KEYWORDS: ReadonlySet<string> = new Set(['BETWEEN', 'IN', 'AND', 'OR', 'NOT']);

const isKeyword = (word: string): boolean => KEYWORDS.has(word);

/** @throws ValidationException without the name of the parameter */
export function parseCondition(text: string): ConditionSyntax {
  const parser = new ConditionParser(text);
  return parser.parse();
}

class ConditionParser {
  readonly #reader: TokenReader;
  #hasRedundantParentheses = false;
  #operators = 0;
  /** What stood in the parentheses that closed last. */
  #lastGroup: Node | undefined;

  constructor(text: string) {
    this.#reader = new TokenReader(text);
  }

  parse(): ConditionSyntax {
    const condition = this.#condition(this.#or());
    if (this.#reader.next.kind !== 'end') throw this.#reader.unexpected();
    return { condition, hasRedundantParentheses: this.#hasRedundantParentheses };
  }

  /** A bare path or value is no condition: the operator after it is missing. */
  #condition(node: Node): ConditionNode {
    if (node.kind === 'path' || node.kind === 'value') throw this.#reader.unexpected();
    return node;
  }

  #or(): Node {
    let left = this.#and();
    while (this.#reader.isWord('OR')) {
      const before = this.#condition(left);
      this.#reader.take();
      this.#count();
      left = { kind: 'or', left: before, right: this.#condition(this.#and()) };
    }
    return left;
  }

  #and(): Node {
    let left = this.#not();
    while (this.#reader.isWord('AND')) {
      const before = this.#condition(left);
      this.#reader.take();
      this.#count();
      left = { kind: 'and', left: before, right: this.#condition(this.#not()) };
    }
    return left;
  }

  #not(): Node {
    if (!this.#reader.skipWord('NOT')) return this.#test();
    this.#count();
    return { kind: 'not', inner: this.#condition(this.#reader.nested(() => this.#not())) };
  }

  #test(): Node {
    const first = this.#primary();
    const { kind, text } = this.#reader.next;
    const isOperand = first.kind === 'path' || first.kind === 'value' || first.kind === 'function';
    if (!isOperand) return first;
    if (kind === 'symbol' && COMPARATORS.has(text)) {
      this.#reader.take();
      this.#count();
      return { kind: 'test', operator: text as Comparator, operands: [first, this.#operand()] };
    }
    if (this.#reader.skipWord('BETWEEN')) {
      this.#count();
      const low = this.#operand();
      if (!this.#reader.skipWord('AND')) throw this.#reader.unexpected();
      return { kind: 'test', operator: 'BETWEEN', operands: [first, low, this.#operand()] };
    }
    if (this.#reader.skipWord('IN')) {
      this.#count();
      return { kind: 'test', operator: 'IN', operands: [first, ...this.#operands()] };
    }
    return first;
  }

  /** An operand, or something in parentheses, which may be an operand or a whole condition. */
  #primary(): Node {
    if (!this.#reader.skip('(')) return this.#plainOperand();
    const inner = this.#reader.nested(() => this.#or());
    // Two pairs around the very same thing: one is superfluous.
    if (inner === this.#lastGroup) this.#hasRedundantParentheses = true;
    this.#reader.expect(')');
    this.#lastGroup = inner;
    if (inner.kind !== 'path') return inner;
    const path = parsePathRest(this.#reader, inner.path, isKeyword);
    return path === inner.path ? inner : { kind: 'path', path };
  }

  #operand(): OperandNode {
    const node = this.#primary();
    if (node.kind === 'path' || node.kind === 'value' || node.kind === 'function') return node;
    throw this.#reader.unexpected();
  }

  #plainOperand(): OperandNode {
    const reader = this.#reader;
    if (reader.next.kind === 'value') return { kind: 'value', key: reader.take().text };
    const isCall =
      reader.next.kind === 'word' &&
      reader.second.text === '(' &&
      !isKeyword(reader.next.text.toUpperCase());
    if (isCall) {
      const name = reader.take().text;
      this.#count();
      return { kind: 'function', name, operands: reader.nested(() => this.#operands()) };
    }
    return { kind: 'path', path: parsePath(reader, isKeyword) };
  }

  #operands(): OperandNode[] {
    this.#reader.expect('(');
    const operands = [this.#operand()];
    while (this.#reader.skip(',')) operands.push(this.#operand());
    this.#reader.expect(')');
    return operands;
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
