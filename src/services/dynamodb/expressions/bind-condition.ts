/** From a condition as written to one that can be asked: resolves placeholders, checks what AWS checks, in its order. */
import { validationError } from '../errors.ts';
import { IN_OPERAND_LIMIT } from '../limits.ts';
import { type AttributeValue, compareValues, typeOf } from '../values/attribute-value.ts';
import type { Condition, Operand, TestName } from './condition.ts';
import type {
  ConditionNode,
  ConditionSyntax,
  FunctionNode,
  OperandNode,
} from './condition-syntax.ts';
import { type Path, showPath } from './path.ts';
import { type Placeholders, reservedWordIn } from './placeholders.ts';

const OPERANDS: ReadonlyMap<string, number> = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['attribute_type', 2],
  ['begins_with', 2],
  ['contains', 2],
  ['size', 1],
]);
const TYPES: ReadonlySet<string> = new Set('S N B SS NS BS L M BOOL NULL'.split(' '));

/** @throws ValidationException without the name of the parameter, for `((a = :b))` */
export function assertNoRedundantParentheses({ hasRedundantParentheses }: ConditionSyntax): void {
  if (hasRedundantParentheses) throw validationError('The expression has redundant parentheses;');
}

/** @throws ValidationException without the name of the parameter */
export function bindCondition(syntax: ConditionSyntax, placeholders: Placeholders): Condition {
  const { condition } = syntax;
  const functions = functionsIn(condition);
  const unknown = functions.find(({ node }) => !OPERANDS.has(node.name));
  if (unknown) throw validationError(`Invalid function name; function: ${unknown.node.name}`);
  // Conditions stand by themselves, `size` only as an operand.
  const misused = functions.find(({ node, isOperand }) => isOperand !== (node.name === 'size'));
  if (misused) {
    throw validationError(
      `The function is not allowed to be used this way in an expression; function: ${misused.node.name}`,
    );
  }
  const reserved = pathsIn(condition)
    .map(reservedWordIn)
    .find((each) => each !== undefined);
  if (reserved) throw validationError(reserved);
  return new Binder(placeholders).condition(condition);
}

/** Every function, those inside others first. */
function functionsIn(node: ConditionNode): { node: FunctionNode; isOperand: boolean }[] {
  const inOperand = (operand: OperandNode): { node: FunctionNode; isOperand: boolean }[] =>
    operand.kind === 'function'
      ? [...operand.operands.flatMap(inOperand), { node: operand, isOperand: true }]
      : [];
  switch (node.kind) {
    case 'and':
    case 'or':
      return [...functionsIn(node.left), ...functionsIn(node.right)];
    case 'not':
      return functionsIn(node.inner);
    case 'test':
      return node.operands.flatMap(inOperand);
    default:
      return [...node.operands.flatMap(inOperand), { node, isOperand: false }];
  }
}

function pathsIn(node: ConditionNode | OperandNode): Path[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return [...pathsIn(node.left), ...pathsIn(node.right)];
    case 'not':
      return pathsIn(node.inner);
    case 'path':
      return [node.path];
    case 'value':
      return [];
    default:
      return node.operands.flatMap(pathsIn);
  }
}

class Binder {
  readonly #placeholders: Placeholders;

  constructor(placeholders: Placeholders) {
    this.#placeholders = placeholders;
  }

  condition(node: ConditionNode): Condition {
    switch (node.kind) {
      case 'and':
      case 'or':
        return {
          kind: node.kind,
          left: this.condition(node.left),
          right: this.condition(node.right),
        };
      case 'not':
        return { kind: 'not', inner: this.condition(node.inner) };
      case 'test':
        return this.#test(
          node.operator,
          node.operands.map((each) => this.#operand(each)),
        );
      default:
        return this.#function(node);
    }
  }

  #test(operator: TestName, operands: readonly Operand[]): Condition {
    const [first, low, high] = operands as [Operand, Operand, Operand | undefined];
    if (operator === 'BETWEEN') checkBounds(low, high as Operand);
    else if (operator === 'IN') checkOperandCount(operands.length - 1);
    else {
      assertDistinct(operator, first, low);
      if (operator !== '=' && operator !== '<>')
        for (const each of operands) checkOrdered(operator, each);
    }
    return { kind: 'test', test: operator, operands };
  }

  #function(node: FunctionNode): Condition {
    const operands = this.#operands(node);
    const [first, second] = operands as [Operand, Operand | undefined];
    if (second) assertDistinct(node.name, first, second);
    const name = node.name as TestName;
    if (name === 'attribute_exists' || name === 'attribute_not_exists') {
      if (first.kind !== 'path') {
        throw validationError(
          `Operator or function requires a document path; operator or function: ${name}`,
        );
      }
    } else if (name === 'begins_with') {
      for (const each of operands) checkType(name, each, ['S', 'B']);
    } else if (name === 'attribute_type') {
      checkTypeName(second as Operand);
    }
    return { kind: 'test', test: name, operands };
  }

  #operand(node: OperandNode): Operand {
    if (node.kind === 'path') return { kind: 'path', path: this.#placeholders.path(node.path) };
    if (node.kind === 'value') return { kind: 'value', value: this.#placeholders.value(node.key) };
    const [of] = this.#operands(node) as [Operand];
    checkType('size', of, ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']);
    return { kind: 'size', of };
  }

  #operands(node: FunctionNode): Operand[] {
    const operands = node.operands.map((each) => this.#operand(each));
    if (operands.length !== OPERANDS.get(node.name)) {
      throw validationError(
        `Incorrect number of operands for operator or function; operator or function: ${node.name}, number of operands: ${operands.length}`,
      );
    }
    return operands;
  }
}

function assertDistinct(operator: string, first: Operand, second: Operand): void {
  if (first.kind !== 'path' || second.kind !== 'path') return;
  const isSame =
    first.path.length === second.path.length &&
    first.path.every((part, index) => part === second.path[index]);
  if (!isSame) return;
  throw validationError(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

function checkType(name: string, operand: Operand, allowed: readonly string[]): void {
  const type = staticType(operand);
  if (type !== undefined && !allowed.includes(type)) throw incorrectType(name, type);
}

function checkOrdered(operator: string, operand: Operand): void {
  checkType(operator, operand, ['S', 'N', 'B']);
}

function checkTypeName(operand: Operand): void {
  if (operand.kind !== 'value' || operand.value.S === undefined)
    throw incorrectType('attribute_type', staticType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
  if (TYPES.has(operand.value.S)) return;
  throw validationError(
    `Invalid attribute type name found; type: ${operand.value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
  );
}

function incorrectType(name: string, type: string): Error {
  return validationError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

/** What is known before an item is read. */
function staticType(operand: Operand): string | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'size' ? 'N' : undefined;
}

function checkOperandCount(count: number): void {
  if (count <= IN_OPERAND_LIMIT) return;
  throw validationError(
    `The IN operator is provided with too many operands; number of operands: ${count}`,
  );
}

function checkBounds(low: Operand, high: Operand): void {
  if (low.kind !== 'value' || high.kind !== 'value') return;
  const bounds = `lower bound operand: AttributeValue: ${show(low.value)}, upper bound operand: AttributeValue: ${show(high.value)}`;
  if (typeOf(low.value) !== typeOf(high.value)) {
    throw validationError(
      `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
    );
  }
  if ((compareValues(low.value, high.value) ?? 0) > 0) {
    throw validationError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
    );
  }
}

function show(value: AttributeValue): string {
  const type = typeOf(value);
  const content = value.B ? Buffer.from(value.B).toString('base64') : String(value[type as 'S']);
  return `{${type}:${content}}`;
}
