import type { Scanner } from './scanner.ts';

/** A condition on `T`: a parsed JSON document, or one field's text. */
export type Condition<T> = (subject: T) => boolean;

/**
 * `a && b || (c && d)`: parentheses bind tightest, then `&&`, then `||`. Recursion is as deep as the
 * parentheses, which the 1,024 characters of a pattern bound.
 * @param parseAtom reads one comparison
 */
export function parseExpression<T>(
  scanner: Scanner,
  parseAtom: (scanner: Scanner) => Condition<T>,
): Condition<T> {
  const parseOperand = (): Condition<T> => {
    scanner.skipSpace();
    if (!scanner.take('(')) return parseAtom(scanner);
    const inner = parseExpression(scanner, parseAtom);
    scanner.skipSpace();
    scanner.expect(')');
    return inner;
  };
  const parseChain = (operator: string, parseNext: () => Condition<T>): Condition<T>[] => {
    const operands = [parseNext()];
    for (scanner.skipSpace(); scanner.take(operator); scanner.skipSpace())
      operands.push(parseNext());
    return operands;
  };
  const parseAnd = (): Condition<T> => {
    const operands = parseChain('&&', parseOperand);
    return operands.length === 1
      ? (operands[0] as Condition<T>)
      : (subject) => operands.every((operand) => operand(subject));
  };
  const operands = parseChain('||', parseAnd);
  return operands.length === 1
    ? (operands[0] as Condition<T>)
    : (subject) => operands.some((operand) => operand(subject));
}
