import { expect, test } from 'vitest';
import { matches, parsePattern } from './pattern.ts';

const event = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { price: { N: '10' }, tag: { S: 'Blue' } }, size: 42, list: ['a', 'b'] },
  nothing: null,
  empty: '',
};

test.each<[object, boolean]>([
  [{}, true],
  [{ eventName: ['INSERT', 'MODIFY'] }, true],
  [{ eventName: ['MODIFY'] }, false],
  [{ dynamodb: { NewImage: { tag: { S: [{ prefix: 'Bl' }] } } } }, true],
  [{ dynamodb: { NewImage: { tag: { S: [{ suffix: 'ue' }] } } } }, true],
  [{ dynamodb: { NewImage: { tag: { S: [{ 'equals-ignore-case': 'bLUE' }] } } } }, true],
  [{ dynamodb: { NewImage: { tag: { S: [{ 'anything-but': ['Red', 'Green'] }] } } } }, true],
  [{ dynamodb: { NewImage: { tag: { S: [{ 'anything-but': { prefix: 'Bl' } }] } } } }, false],
  [{ dynamodb: { NewImage: { tag: { S: [{ 'anything-but': 'Blue' }] } } } }, false],
  [{ dynamodb: { NewImage: { other: [{ exists: false }] } } }, true],
  [{ dynamodb: { OldImage: { other: [{ exists: true }] } } }, false],
  [{ dynamodb: { other: [{ 'anything-but': 'x' }] } }, false],
  [{ dynamodb: { size: [{ numeric: ['>', 40, '<=', 42] }] } }, true],
  [{ dynamodb: { size: [{ numeric: ['<', 42] }] } }, false],
  [{ dynamodb: { NewImage: { price: { N: [{ numeric: ['=', 10] }] } } } }, false],
  [{ dynamodb: { size: ['42'] } }, false],
  [{ dynamodb: { list: ['b'] } }, true],
  [{ nothing: [null], empty: [''] }, true],
  [{ $or: [{ eventName: ['REMOVE'] }, { dynamodb: { size: [42] } }] }, true],
  [{ $or: [{ eventName: ['REMOVE'] }, { dynamodb: { size: [43] } }] }, false],
])('%j: %s', (pattern, expected) => {
  const parsed = parsePattern(JSON.stringify(pattern));
  expect(parsed).toBeDefined();
  expect(matches(parsed ?? {}, event)).toBe(expected);
});

test.each([
  'no json',
  '[]',
  '"text"',
  '{"a":"b"}',
  '{"a":[]}',
  '{"a":[{"unknown":1}]}',
  '{"a":[{"numeric":["~",1]}]}',
  '{"a":[{"numeric":[">"]}]}',
  '{"a":[{"exists":"yes"}]}',
  '{"a":[{"prefix":"x","suffix":"y"}]}',
  '{"$or":[1]}',
])('%s is no pattern', (text) => {
  expect(parsePattern(text)).toBeUndefined();
});
