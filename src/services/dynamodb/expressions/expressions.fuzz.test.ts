import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { AttributeValue, Item } from '../values/attribute-value.ts';
import { holds } from './condition.ts';
import { type ExpressionInput, parseExpressions } from './parse-expressions.ts';
import { applyChanges } from './update.ts';

/** Conditions over numbers, with what they mean in plain JavaScript. */
type Thing = Record<string, number | undefined>;
interface Sample {
  text: string;
  means(thing: Thing): boolean;
}

const NAMES = ['a1', 'b1', 'c1'];
const name = fc.constantFrom(...NAMES);
const number = fc.integer({ min: -3, max: 3 });

const compare: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
};
/** `:n3` stands for 3, `:m3` for -3. */
const key = (value: number): string => (value < 0 ? `:m${-value}` : `:n${value}`);
const values = Object.fromEntries(
  [-3, -2, -1, 0, 1, 2, 3].map((value) => [key(value), { N: String(value) }]),
);

const test: fc.Arbitrary<Sample> = fc.oneof(
  fc.record({ name, operator: fc.constantFrom(...Object.keys(compare)), number }).map((each) => ({
    text: `${each.name} ${each.operator} ${key(each.number)}`,
    means: (thing: Thing) => {
      const value = thing[each.name];
      return value !== undefined && compare[each.operator]!(value, each.number);
    },
  })),
  fc.record({ name, low: number, span: fc.nat(3) }).map(({ name: attribute, low, span }) => {
    const high = Math.min(3, low + span);
    return {
      text: `${attribute} BETWEEN ${key(low)} AND ${key(high)}`,
      means: (thing: Thing) => {
        const value = thing[attribute];
        return value !== undefined && value >= low && value <= high;
      },
    };
  }),
  fc.record({ name, members: fc.array(number, { minLength: 1, maxLength: 4 }) }).map((each) => ({
    text: `${each.name} in (${each.members.map(key).join(',')})`,
    means: (thing: Thing) => each.members.some((member) => member === thing[each.name]),
  })),
  name.map((each) => ({
    text: `attribute_exists(${each})`,
    means: (thing: Thing) => thing[each] !== undefined,
  })),
);

const condition = fc.letrec<{ condition: Sample }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    test,
    tie('condition').map((inner) => ({
      text: `NOT (${inner.text})`,
      means: (thing: Thing) => !inner.means(thing),
    })),
    fc.tuple(tie('condition'), tie('condition'), fc.boolean()).map(([left, right, isAnd]) => ({
      text: `(${left.text}) ${isAnd ? 'AND' : 'or'} (${right.text})`,
      means: (thing: Thing) =>
        isAnd ? left.means(thing) && right.means(thing) : left.means(thing) || right.means(thing),
    })),
  ),
})).condition;

function toItem(thing: Thing): Item {
  const item: Record<string, AttributeValue> = {};
  for (const [attribute, value] of Object.entries(thing))
    if (value !== undefined) item[attribute] = { N: String(value) };
  return item;
}

it('understands conditions as the model does', () => {
  const thing = fc.record(
    Object.fromEntries(NAMES.map((each) => [each, fc.option(number, { nil: undefined })])),
  );
  fc.assert(
    fc.property(condition, thing, (sample, each) => {
      const used = Object.fromEntries(
        Object.entries(values).filter(([placeholder]) =>
          new RegExp(`${placeholder}\\b`).test(sample.text),
        ),
      );
      const parsed = parseExpressions({
        ConditionExpression: sample.text,
        ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
      });
      expect(holds(parsed.condition!, toItem(each))).toBe(sample.means(each));
    }),
    { numRuns: 500 },
  );
});

it('answers every text, and never falls over', () => {
  const pieces = fc.constantFrom(
    ...'a b.c d[0] #n :v ( ) [ ] , . = <> < > + - SET REMOVE ADD DELETE AND OR NOT IN BETWEEN size if_not_exists list_append begins_with contains 0 7 ! ü _x'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces).map((each) => each.join(' ')),
  );
  const parameter = fc.constantFrom(
    'UpdateExpression',
    'ConditionExpression',
    'ProjectionExpression',
    'KeyConditionExpression',
  );
  fc.assert(
    fc.property(parameter, text, (kind, expression) => {
      const input: ExpressionInput = {
        [kind]: expression,
        ExpressionAttributeNames: { '#n': 'name' },
        ExpressionAttributeValues: { ':v': { N: '1' } },
      };
      try {
        parseExpressions(input);
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError);
        expect((error as AwsError).code).toBe('ValidationException');
      }
    }),
    { numRuns: 2000 },
  );
});

it('changes lists as one would by hand', () => {
  const list = fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 6 });
  const indexes = fc.uniqueArray(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(list, indexes, fc.boolean(), (numbers, chosen, isRemoval) => {
      const item: Item = { l1: { L: numbers.map((each) => ({ N: String(each) })) } };
      const expression = isRemoval
        ? `REMOVE ${chosen.map((each) => `l1[${each}]`).join(', ')}`
        : `SET ${chosen.map((each) => `l1[${each}] = :v`).join(', ')}`;
      const { update } = parseExpressions({
        UpdateExpression: expression,
        ...(!isRemoval && { ExpressionAttributeValues: { ':v': { N: '100' } } }),
      });
      const after = applyChanges(item, update!)['l1']!.L!.map((each) => Number(each.N));
      const beyond = chosen.filter((each) => each >= numbers.length).map(() => 100);
      const wanted = isRemoval
        ? numbers.filter((_, index) => !chosen.includes(index))
        : [...numbers.map((each, index) => (chosen.includes(index) ? 100 : each)), ...beyond];
      expect(after).toEqual(wanted);
    }),
  );
});
