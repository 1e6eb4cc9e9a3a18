/** A parsed template of the Velocity Template Language. https://velocity.apache.org/engine/1.7/vtl-reference.html */

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'reference'; reference: Reference; source: string; isQuiet: boolean }
  | { kind: 'set'; target: Reference; value: Expression }
  | { kind: 'if'; branches: { condition: Expression | undefined; body: Node[] }[] }
  | { kind: 'foreach'; variable: string; list: Expression; body: Node[] }
  | { kind: 'macro'; name: string; parameters: string[]; body: Node[] }
  | { kind: 'call'; name: string; args: Expression[]; source: string }
  | { kind: 'break' }
  | { kind: 'stop' };

export interface Reference {
  name: string;
  steps: Step[];
}

export type Step =
  | { kind: 'property'; name: string }
  | { kind: 'method'; name: string; args: Expression[] }
  | { kind: 'index'; index: Expression };

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export type Expression =
  | { kind: 'literal'; value: string | number | boolean | null; isDouble?: boolean }
  | { kind: 'interpolated'; body: Node[] }
  | { kind: 'reference'; reference: Reference }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'range'; from: Expression; to: Expression }
  | { kind: 'map'; entries: [key: Expression, value: Expression][] }
  | { kind: 'not'; operand: Expression }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression };

/** A template that cannot be parsed or evaluated. */
export class VtlError extends Error {
  override readonly name = 'VtlError';
}
