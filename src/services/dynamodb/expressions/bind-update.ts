/** From an update as written to one that can be applied: resolves placeholders, checks what AWS checks, in its order. */
import { validationError } from '../errors.ts';
import { typeOf, type ValueType } from '../values/attribute-value.ts';
import { type Path, toPathTree } from './path.ts';
import { type Placeholders, reservedWordIn } from './placeholders.ts';
import type { Change, SetValue } from './update.ts';
import type { ActionNode, SetValueNode, UpdateSyntax } from './update-syntax.ts';

const FUNCTIONS: ReadonlySet<string> = new Set(['if_not_exists', 'list_append']);
const TYPE_NAMES: Partial<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** @throws ValidationException without the name of the parameter */
export function bindUpdate(syntax: UpdateSyntax, placeholders: Placeholders): Change[] {
  const { actions, repeated } = syntax;
  const reserved = actions
    .flatMap((action) => [action.path, ...(action.action === 'SET' ? pathsIn(action.value) : [])])
    .map(reservedWordIn)
    .find((each) => each !== undefined);
  if (reserved) throw validationError(reserved);
  for (const action of actions) if (action.action === 'SET') assertKnown(action.value);
  if (repeated) {
    throw validationError(
      `The "${repeated}" section can only be used once in an update expression;`,
    );
  }
  // Names of all actions are resolved before values are looked at.
  for (const action of actions) {
    placeholders.path(action.path);
    if (action.action === 'SET') for (const path of pathsIn(action.value)) placeholders.path(path);
  }
  for (const key of actions.flatMap(valuesIn)) placeholders.value(key);
  toPathTree(actions.map(({ path }) => ({ path: placeholders.path(path), value: null })));
  for (const action of actions) checkOperand(action, placeholders);
  return actions.map((action) => bind(action, placeholders));
}

function pathsIn(node: SetValueNode): Path[] {
  switch (node.kind) {
    case 'path':
      return [node.path];
    case 'value':
      return [];
    case 'sum':
      return [...pathsIn(node.left), ...pathsIn(node.right)];
    default:
      return node.operands.flatMap(pathsIn);
  }
}

function valuesIn(action: ActionNode): string[] {
  if (action.action === 'REMOVE') return [];
  if (action.action !== 'SET') return [action.key];
  const keys = (node: SetValueNode): string[] => {
    if (node.kind === 'value') return [node.key];
    if (node.kind === 'sum') return [...keys(node.left), ...keys(node.right)];
    return node.kind === 'function' ? node.operands.flatMap(keys) : [];
  };
  return keys(action.value);
}

function assertKnown(node: SetValueNode): void {
  if (node.kind === 'sum') for (const each of [node.left, node.right]) assertKnown(each);
  if (node.kind !== 'function') return;
  for (const each of node.operands) assertKnown(each);
  if (!FUNCTIONS.has(node.name))
    throw validationError(`Invalid function name; function: ${node.name}`);
}

/** ADD takes numbers and sets, DELETE only sets. */
function checkOperand(action: ActionNode, placeholders: Placeholders): void {
  if (action.action !== 'ADD' && action.action !== 'DELETE') return;
  const type = typeOf(placeholders.value(action.key));
  const name = TYPE_NAMES[type];
  if (!name || (action.action === 'ADD' && type === 'N')) return;
  throw validationError(
    `Incorrect operand type for operator or function; operator: ${action.action}, operand type: ${name}`,
  );
}

function bind(action: ActionNode, placeholders: Placeholders): Change {
  const path = placeholders.path(action.path);
  if (action.action === 'REMOVE') return { action: 'REMOVE', path };
  if (action.action === 'SET')
    return { action: 'SET', path, value: bindValue(action.value, placeholders) };
  return { action: action.action, path, value: placeholders.value(action.key) };
}

function bindValue(node: SetValueNode, placeholders: Placeholders): SetValue {
  if (node.kind === 'path') return { kind: 'path', path: placeholders.path(node.path) };
  if (node.kind === 'value') return { kind: 'value', value: placeholders.value(node.key) };
  if (node.kind === 'sum') {
    const left = bindValue(node.left, placeholders);
    const right = bindValue(node.right, placeholders);
    for (const each of [left, right]) checkType(node.operator, each, 'N');
    return { kind: 'sum', operator: node.operator, left, right };
  }
  const operands = node.operands.map((each) => bindValue(each, placeholders));
  const [first, second] = operands as [SetValue, SetValue];
  if (operands.length !== 2) {
    throw validationError(
      `Incorrect number of operands for operator or function; operator or function: ${node.name}, number of operands: ${operands.length}`,
    );
  }
  if (node.name === 'list_append') {
    for (const each of operands) checkType(node.name, each, 'L');
    return { kind: 'list_append', left: first, right: second };
  }
  if (first.kind !== 'path') {
    throw validationError(
      `Operator or function requires a document path; operator or function: ${node.name}`,
    );
  }
  return { kind: 'if_not_exists', path: first.path, otherwise: second };
}

function checkType(name: string, value: SetValue, wanted: ValueType): void {
  if (value.kind !== 'value' || typeOf(value.value) === wanted) return;
  throw validationError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(value.value)}`,
  );
}
