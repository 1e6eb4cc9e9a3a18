/** Runs a template, in bounded time and memory whatever it holds. */
import { callMethod, getProperty } from './java-methods.ts';
import {
  areEqual,
  calculate,
  HostObject,
  isTrue,
  JavaDouble,
  join,
  print,
  toNumber,
  type Value,
} from './java-values.ts';
import type { Template } from './parse-template.ts';
import {
  type BinaryOperator,
  type Expression,
  type Node,
  type Reference,
  VtlError,
} from './template.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: iterations of one `#foreach` */
const MOST_ITERATIONS = 1000;
/** No template of use comes near; a bomb is over in a fraction of a second. */
const MOST_STEPS = 1_000_000;
const DEEPEST_MACRO = 20;
const LONGEST_OUTPUT = 10 * 1024 * 1024;

type Macro = Extract<Node, { kind: 'macro' }>;

interface Run {
  variables: Map<string, Value>;
  macros: Map<string, Macro>;
  steps: number;
  macroDepth: number;
  output: string[];
  outputLength: number;
}

type Outcome = 'on' | 'break' | 'stop';

/** @param variables the roots (`input`, `context`, …); the template's own `#set`s are written into it. @throws VtlError */
export function evaluate(template: Template, variables: Map<string, Value>): string {
  const run: Run = {
    variables,
    macros: new Map(),
    steps: 0,
    macroDepth: 0,
    output: [],
    outputLength: 0,
  };
  collectMacros(template.nodes, run.macros);
  runNodes(run, template.nodes);
  return run.output.join('');
}

/** A macro can be called before the place where it is written. */
function collectMacros(nodes: readonly Node[], macros: Map<string, Macro>): void {
  for (const node of nodes) if (node.kind === 'macro') macros.set(node.name, node);
}

function step(run: Run): void {
  run.steps += 1;
  if (run.steps > MOST_STEPS) throw new VtlError('The template does not come to an end.');
}

function write(run: Run, text: string): void {
  run.outputLength += text.length;
  if (run.outputLength > LONGEST_OUTPUT) throw new VtlError('The output grew beyond 10 MB.');
  run.output.push(text);
}

function runNodes(run: Run, nodes: readonly Node[]): Outcome {
  for (const node of nodes) {
    const outcome = runNode(run, node);
    if (outcome !== 'on') return outcome;
  }
  return 'on';
}

function runNode(run: Run, node: Node): Outcome {
  step(run);
  switch (node.kind) {
    case 'text':
      write(run, node.text);
      return 'on';
    case 'reference':
      write(run, printReference(run, node));
      return 'on';
    case 'set':
      assign(run, node.target, valueOf(run, node.value));
      return 'on';
    case 'if': {
      const branch = node.branches.find(
        ({ condition }) => !condition || isTrue(valueOf(run, condition)),
      );
      return branch ? runNodes(run, branch.body) : 'on';
    }
    case 'foreach':
      return runForeach(run, node);
    case 'macro':
      run.macros.set(node.name, node);
      return 'on';
    case 'call':
      return runCall(run, node);
    case 'break':
    case 'stop':
      return node.kind;
  }
}

/**
 * A variable that was never set prints as it is written. What is missing inside of one that exists
 * prints nothing: API Gateway's templates leave empty quotes there.
 */
function printReference(run: Run, node: Extract<Node, { kind: 'reference' }>): string {
  const { reference, source, isQuiet } = node;
  const value = resolve(run, reference);
  if (value !== null && value !== undefined) return print(value);
  return isQuiet || run.variables.has(reference.name) ? '' : source;
}

function runForeach(run: Run, node: Extract<Node, { kind: 'foreach' }>): Outcome {
  const items = toItems(valueOf(run, node.list));
  const outer = { item: run.variables.get(node.variable), foreach: run.variables.get('foreach') };
  const restore = (name: string, value: Value): void => {
    if (value === undefined) run.variables.delete(name);
    else run.variables.set(name, value);
  };
  let outcome: Outcome = 'on';
  const count = Math.min(items.length, MOST_ITERATIONS);
  for (let index = 0; index < count && outcome === 'on'; index++) {
    run.variables.set(node.variable, items[index] ?? null);
    run.variables.set('foreach', toLoop(index, items.length, outer.foreach));
    run.variables.set('velocityCount', index + 1);
    outcome = runNodes(run, node.body);
  }
  restore(node.variable, outer.item);
  restore('foreach', outer.foreach);
  return outcome === 'stop' ? 'stop' : 'on';
}

function toLoop(index: number, length: number, parent: Value): Value {
  const hasNext = index < length - 1;
  return new HostObject(
    { hasNext: () => hasNext, getIndex: () => index, getCount: () => index + 1 },
    {
      hasNext: () => hasNext,
      index: () => index,
      count: () => index + 1,
      first: () => index === 0,
      last: () => !hasNext,
      parent: () => parent,
    },
  );
}

/** A map is walked by its values. */
function toItems(value: Value): Value[] {
  if (Array.isArray(value)) return value.slice();
  return value instanceof Map ? [...value.values()] : [];
}

function runCall(run: Run, node: Extract<Node, { kind: 'call' }>): Outcome {
  const macro = run.macros.get(node.name);
  if (!macro) {
    write(run, node.source);
    return 'on';
  }
  if (run.macroDepth >= DEEPEST_MACRO) throw new VtlError(`The macro ${node.name} calls itself.`);
  const outer = macro.parameters.map((name) => run.variables.get(name));
  const values = node.args.map((each) => valueOf(run, each));
  macro.parameters.forEach((name, index) => run.variables.set(name, values[index] ?? null));
  run.macroDepth += 1;
  const outcome = runNodes(run, macro.body);
  run.macroDepth -= 1;
  macro.parameters.forEach((name, index) => {
    const value = outer[index];
    if (value === undefined) run.variables.delete(name);
    else run.variables.set(name, value);
  });
  return outcome === 'stop' ? 'stop' : 'on';
}

function resolve(run: Run, { name, steps }: Reference): Value {
  step(run);
  let value: Value = run.variables.get(name);
  for (const each of steps) {
    if (value === null || value === undefined) return undefined;
    value = follow(run, value, each);
  }
  return value;
}

function follow(run: Run, value: Value, each: Reference['steps'][number]): Value {
  if (each.kind === 'property') return getProperty(value, each.name);
  if (each.kind === 'method')
    return callMethod(
      value,
      each.name,
      each.args.map((arg) => valueOf(run, arg)),
    );
  const index = valueOf(run, each.index);
  if (Array.isArray(value)) {
    const at = toNumber(index) ?? Number.NaN;
    return value[at < 0 ? value.length + at : at];
  }
  return value instanceof Map ? value.get(print(index)) : undefined;
}

function assign(run: Run, target: Reference, value: Value): void {
  const last = target.steps.at(-1);
  // Velocity 1.7: null cannot be set; the variable keeps what it has.
  if (!last) {
    if (value !== null && value !== undefined) run.variables.set(target.name, value);
    return;
  }
  const owner = resolve(run, { name: target.name, steps: target.steps.slice(0, -1) });
  if (last.kind === 'method') throw new VtlError('The result of a method cannot be set.');
  const key = last.kind === 'property' ? last.name : valueOf(run, last.index);
  if (owner instanceof Map) owner.set(print(key), value ?? null);
  else if (Array.isArray(owner)) {
    const at = toNumber(key) ?? -1;
    if (at >= 0 && at < owner.length) owner[at] = value ?? null;
  }
}

function valueOf(run: Run, expression: Expression): Value {
  step(run);
  switch (expression.kind) {
    case 'literal':
      return expression.isDouble ? new JavaDouble(Number(expression.value)) : expression.value;
    case 'interpolated':
      return interpolate(run, expression.body);
    case 'reference':
      return resolve(run, expression.reference) ?? null;
    case 'list':
      return expression.items.map((each) => valueOf(run, each));
    case 'range':
      return toRange(
        toNumber(valueOf(run, expression.from)),
        toNumber(valueOf(run, expression.to)),
      );
    case 'map':
      return new Map(
        expression.entries.map(([key, value]) => [print(valueOf(run, key)), valueOf(run, value)]),
      );
    case 'not':
      return !isTrue(valueOf(run, expression.operand));
    case 'negate':
      return calculate('*', valueOf(run, expression.operand), -1);
    case 'binary':
      return operate(run, expression.operator, expression.left, expression.right);
  }
}

/** The text between double quotes is a template of its own. */
function interpolate(run: Run, body: readonly Node[]): string {
  const { output, outputLength } = run;
  run.output = [];
  run.outputLength = 0;
  runNodes(run, body);
  const text = join(run.output);
  run.output = output;
  run.outputLength = outputLength;
  return text;
}

/** Longer ranges than a `#foreach` walks would only cost memory. */
function toRange(from: number | undefined, to: number | undefined): Value {
  if (from === undefined || to === undefined) return null;
  const length = Math.min(Math.abs(Math.trunc(to) - Math.trunc(from)) + 1, MOST_ITERATIONS + 1);
  const direction = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => Math.trunc(from) + index * direction);
}

function operate(run: Run, operator: BinaryOperator, left: Expression, right: Expression): Value {
  const first = valueOf(run, left);
  if (operator === '||') return isTrue(first) || isTrue(valueOf(run, right));
  if (operator === '&&') return isTrue(first) && isTrue(valueOf(run, right));
  const second = valueOf(run, right);
  if (operator === '==') return areEqual(first, second);
  if (operator === '!=') return !areEqual(first, second);
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=')
    return compare(operator, toNumber(first), toNumber(second));
  return calculate(operator, first, second);
}

/** Only numbers have an order; anything else compares as false. */
function compare(
  operator: '<' | '<=' | '>' | '>=',
  left: number | undefined,
  right: number | undefined,
): boolean {
  if (left === undefined || right === undefined) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}
