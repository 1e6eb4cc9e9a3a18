/** Checks inputs against the model's constraints, in the words of AWS's common validation. */
import { AwsError } from './aws-error.ts';
import { loadConstraints } from './constraint-files.ts';
import type { ConstrainedShape, ServiceConstraints } from './constraint-model.ts';
import { describeValue, violationsOf } from './constraint-rules.ts';
import type { OperationModel } from './interface.ts';
import type { ServiceId } from './service-id.ts';

/** AWS counts no further. */
const MAX_VIOLATIONS = 10;
const MAX_DEPTH = 128;

/**
 * The code that a service gives to this failure; the others say ValidationException, which the query
 * protocol renders as ValidationError. SQS words its own (below). Seen in public error reports for
 * logs, cognito-idp, apigateway and xray; by their models' exceptions for the rest.
 */
const CODES: Partial<Record<ServiceId, string>> = {
  apigateway: 'BadRequestException',
  apigatewayv2: 'BadRequestException',
  cloudformation: 'ValidationError',
  'cognito-idp': 'InvalidParameterException',
  iam: 'ValidationError',
  logs: 'InvalidParameterException',
  sns: 'ValidationError',
  sts: 'ValidationError',
  xray: 'InvalidRequestException',
};

/**
 * Services themselves check these: Lambda with an error and a list of its own that changes by the
 * month, API Gateway an integration's timeout with a sentence of its own, and the size of a message
 * with a status of its own.
 */
const LEFT_TO_THE_SERVICE: ReadonlySet<string> = new Set([
  'lambda/Runtime',
  'apigatewayv2/IntegerWithLengthBetween50And30000',
  'apigatewaymanagementapi/Data',
]);

interface Walk {
  constraints: ServiceConstraints;
  service: ServiceId;
  violations: string[];
}

/**
 * Members are looked at in the model's order, structures from the outside in. AWS's own order within
 * one message is not documented; that of the checks on one value follows public error reports.
 * @throws AwsError ValidationException or the service's own code, 400
 */
export function checkConstraints(
  operation: OperationModel,
  input: Record<string, unknown>,
): void | Promise<void> {
  const constraints = loadConstraints(operation.service);
  if (constraints instanceof Promise)
    return constraints.then((loaded) => checkAgainst(loaded, operation, input));
  checkAgainst(constraints, operation, input);
}

function checkAgainst(
  constraints: ServiceConstraints | undefined,
  operation: OperationModel,
  input: Record<string, unknown>,
): void {
  const shapeName = constraints?.operations[operation.name];
  if (!constraints || shapeName === undefined) return;
  const walk: Walk = { constraints, service: operation.service, violations: [] };
  check(walk, shapeName, input, '', 0);
  const { violations } = walk;
  if (violations.length === 0) return;
  if (operation.service === 'sqs') throw missingInSqs(violations);
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: `;
  const code = CODES[operation.service] ?? 'ValidationException';
  throw new AwsError(code, count + violations.join('; '), { status: 400 });
}

/** SQS's model constrains nothing but presence, and SQS names one parameter at a time. */
function missingInSqs(violations: readonly string[]): AwsError {
  const path = /at '([^']*)'/.exec(violations[0] ?? '')?.[1] ?? '';
  const parameter = path
    .split('.')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('.');
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`, {
    status: 400,
  });
}

function check(walk: Walk, shapeName: string, value: unknown, path: string, depth: number): void {
  const shape = walk.constraints.shapes[shapeName];
  if (!shape || depth > MAX_DEPTH || LEFT_TO_THE_SERVICE.has(`${walk.service}/${shapeName}`))
    return;
  for (const violation of violationsOf(shape, value)) report(walk, shape, value, path, violation);
  if (isStructure(value) && shape.members) checkMembers(walk, shape, value, path, depth);
  else if (Array.isArray(value)) checkElements(walk, shape, value, path, depth);
  else if (isStructure(value)) checkEntries(walk, shape, value, path, depth);
}

function checkMembers(
  walk: Walk,
  shape: ConstrainedShape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): void {
  for (const [name, target] of Object.entries(shape.members ?? {})) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    const memberPath = join(path, name.charAt(0).toLowerCase() + name.slice(1));
    if (given === undefined || given === null) {
      const targetShape = target === null ? undefined : walk.constraints.shapes[target];
      if (shape.required?.includes(name))
        report(walk, targetShape ?? {}, null, memberPath, 'Member must not be null');
    } else if (target !== null) {
      check(walk, target, given, memberPath, depth + 1);
    }
  }
}

function checkElements(
  walk: Walk,
  shape: ConstrainedShape,
  value: readonly unknown[],
  path: string,
  depth: number,
): void {
  if (shape.element === undefined) return;
  const element = walk.constraints.shapes[shape.element] ?? {};
  for (const [index, each] of value.entries()) {
    if (walk.violations.length >= MAX_VIOLATIONS) return;
    const violations = violationsOf(element, each);
    // Simple elements are reported on the list, all that they must be in one.
    if (violations.length > 0 && !isNested(each)) {
      report(
        walk,
        shape,
        value,
        path,
        `Member must satisfy constraint: [${allRules(element).join(', ')}]`,
      );
      return;
    }
    check(walk, shape.element, each, join(path, `${index + 1}.member`), depth + 1);
  }
}

function checkEntries(
  walk: Walk,
  shape: ConstrainedShape,
  value: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): void {
  const keyShape = walk.constraints.shapes[shape.key ?? ''];
  const valueShape = walk.constraints.shapes[shape.element ?? ''];
  for (const [key, each] of Object.entries(value)) {
    if (walk.violations.length >= MAX_VIOLATIONS) return;
    if (keyShape && violationsOf(keyShape, key).length > 0) {
      report(
        walk,
        shape,
        value,
        path,
        `Map keys must satisfy constraint: [${allRules(keyShape).join(', ')}]`,
      );
      return;
    }
    if (valueShape && violationsOf(valueShape, each).length > 0) {
      report(
        walk,
        shape,
        value,
        path,
        `Map value must satisfy constraint: [${allRules(valueShape).join(', ')}]`,
      );
      return;
    }
    if (shape.element !== undefined)
      check(walk, shape.element, each, join(path, `${key}.member`), depth + 1);
  }
}

function report(
  walk: Walk,
  shape: ConstrainedShape,
  value: unknown,
  path: string,
  rule: string,
): void {
  if (walk.violations.length >= MAX_VIOLATIONS) return;
  const shown = shape.sensitive && value !== null ? 'Value' : `Value ${describeValue(value)}`;
  walk.violations.push(`${shown} at '${path}' failed to satisfy constraint: ${rule}`);
}

/** In AWS's order inside brackets: upper bound, lower bound, pattern, set. */
function allRules({ min, max, pattern, enum: values }: ConstrainedShape): string[] {
  return [
    max === undefined ? '' : `Member must have length less than or equal to ${max}`,
    min === undefined ? '' : `Member must have length greater than or equal to ${min}`,
    pattern === undefined ? '' : `Member must satisfy regular expression pattern: ${pattern}`,
    values === undefined ? '' : `Member must satisfy enum value set: [${values.join(', ')}]`,
  ].filter((rule) => rule !== '');
}

function join(path: string, part: string): string {
  return path === '' ? part : `${path}.${part}`;
}

function isNested(value: unknown): boolean {
  return Array.isArray(value) || isStructure(value);
}

function isStructure(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array) &&
    !(Symbol.asyncIterator in value)
  );
}
