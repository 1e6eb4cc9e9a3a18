/** All the expressions of one request: parsed (once for each text), bound, and checked for placeholders left over. */
import { validationError, within } from '../errors.ts';
import { assertNoRedundantParentheses, bindCondition } from './bind-condition.ts';
import { bindUpdate } from './bind-update.ts';
import type { Condition } from './condition.ts';
import { parseCondition } from './condition-syntax.ts';
import { type KeyTests, toKeyTests } from './key-condition.ts';
import type { Path } from './path.ts';
import { type PlaceholderInput, Placeholders } from './placeholders.ts';
import { bindProjection, parseProjection } from './projection.ts';
import type { Change } from './update.ts';
import { parseUpdate } from './update-syntax.ts';

export interface ExpressionInput extends PlaceholderInput {
  UpdateExpression?: string | undefined;
  ConditionExpression?: string | undefined;
  KeyConditionExpression?: string | undefined;
  FilterExpression?: string | undefined;
  ProjectionExpression?: string | undefined;
}

type ExpressionName = Exclude<keyof ExpressionInput, keyof PlaceholderInput>;

export interface Expressions {
  update?: Change[];
  condition?: Condition;
  keys?: KeyTests;
  filter?: Condition;
  projection?: Path[];
}

/** Programs send the same few texts over and over. */
const CACHED_TEXTS = 1000;

function remembering<T>(parse: (text: string) => T): (text: string) => T {
  const cache = new Map<string, T>();
  return (text) => {
    let parsed = cache.get(text);
    if (parsed === undefined) {
      parsed = parse(text);
      if (cache.size >= CACHED_TEXTS) cache.clear();
      cache.set(text, parsed);
    }
    return parsed;
  };
}

const updateOf = remembering(parseUpdate);
const conditionOf = remembering(parseCondition);
const projectionOf = remembering(parseProjection);

/** @throws ValidationException */
export function parseExpressions(input: ExpressionInput): Expressions {
  const placeholders = new Placeholders(input);
  const read = <T>(name: ExpressionName, bind: (text: string) => T): T | undefined => {
    const text = input[name];
    return text === undefined ? undefined : within(`Invalid ${name}: `, '', () => bind(text));
  };
  const condition = (text: string): Condition => {
    const syntax = conditionOf(text);
    assertNoRedundantParentheses(syntax);
    return bindCondition(syntax, placeholders);
  };
  const update = read('UpdateExpression', (text) => bindUpdate(updateOf(text), placeholders));
  const check = read('ConditionExpression', condition);
  // Here AWS takes superfluous parentheses.
  const key = read('KeyConditionExpression', (text) =>
    bindCondition(conditionOf(text), placeholders),
  );
  const filter = read('FilterExpression', condition);
  const projection = read('ProjectionExpression', (text) =>
    bindProjection(projectionOf(text), placeholders),
  );
  placeholders.assertAllUsed();
  return {
    ...(update && { update }),
    ...(check && { condition: check }),
    ...(key && { keys: toKeyTests(key) }),
    ...(filter && { filter }),
    ...(projection && { projection }),
  };
}

/**
 * Expressions and the older parameters exclude each other; placeholders need expressions.
 * @param expressions the names that the operation knows, in AWS's order
 * @param legacy likewise
 * @throws ValidationException
 */
export function checkParameterStyle(
  given: object,
  expressions: readonly ExpressionName[],
  legacy: readonly string[],
): void {
  const input = given as ExpressionInput & Record<string, unknown>;
  const used = expressions.filter((name) => input[name] !== undefined);
  if (used.length > 0) {
    // A filter expression may stand beside KeyConditions.
    const isKeyless = input.KeyConditionExpression === undefined;
    const old = legacy.filter(
      (name) => input[name] !== undefined && !(name === 'KeyConditions' && isKeyless),
    );
    if (old.length > 0) {
      throw validationError(
        `Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
      );
    }
  }
  if (input.ExpressionAttributeNames && used.length === 0)
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression');
  const noneGiven = withValues.every((name) => input[name] === undefined);
  if (input.ExpressionAttributeValues && withValues.length > 0 && noneGiven) {
    throw validationError(
      `ExpressionAttributeValues can only be specified when using expressions: ${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`,
    );
  }
}
