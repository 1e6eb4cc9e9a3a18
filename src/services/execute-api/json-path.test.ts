import { describe, expect, it } from 'vitest';
import { queryJson } from './json-path.ts';
import { parseJson, toJson } from './vtl/java-values.ts';

const root = parseJson(
  '{"a":{"b":[{"c":1,"d":"x"},{"c":2},{"e":3}]},"odd key":"v","n":null,"price":1.0}',
);

describe('queryJson', () => {
  it.each([
    ['$.a.b[0].c', '1'],
    ["$['odd key']", '"v"'],
    ['$["a"]["b"][-1]', '{"e":3}'],
    ['$.a.b[*].c', '[1,2]'],
    ['$..c', '[1,2]'],
    ['$.a.b[0:2]', '[{"c":1,"d":"x"},{"c":2}]'],
    ['$.a.b[0,2]', '[{"c":1,"d":"x"},{"e":3}]'],
    ['$.a.b[?(@.c > 1)]', '[{"c":2}]'],
    ["$.a.b[?(@.d == 'x')].c", '[1]'],
    ['$.a.b[?(@.e)]', '[{"e":3}]'],
    ['$.n', 'null'],
    ['$.price', '1.0'],
    ['a.b[1].c', '2'],
  ])('%s finds %s', (path, expected) => {
    expect(toJson(queryJson(root, path))).toBe(expected);
  });

  it('tells an absent place from null', () => {
    expect(queryJson(root, '$.missing.x')).toBeUndefined();
    expect(queryJson(root, '$.n')).toBeNull();
  });

  it.each(['$.a[', '$.a[?(1)]', '$$', '$.a b['])('refuses %s', (path) => {
    expect(() => queryJson(root, path)).toThrow('is not understood');
  });
});
