import fc from 'fast-check';
import { expect, it } from 'vitest';
import { selectMapping, sortMappings } from './select-mapping.ts';
import type { ApiMappingRecord } from './store.ts';

const segment = fc.constantFrom('a', 'b', 'ab', 'v1', '$x');
const basePath = fc.array(segment, { maxLength: 3 }).map((parts) => parts.join('/'));
const mappings = fc
  .uniqueArray(basePath, { maxLength: 6 })
  .map((paths) => paths.map((path): ApiMappingRecord => ({ id: path, path, apiId: path })));
const requestPath = fc
  .array(fc.oneof(segment, fc.constant('')), { maxLength: 5 })
  .map((parts) => `/${parts.join('/')}`);

/** Segment by segment, without any of the shortcuts. */
function slow(all: readonly ApiMappingRecord[], path: string): string | undefined {
  const parts = path.slice(1).split('/');
  const fitting = all.filter((each) => {
    const wanted = each.path === '' ? [] : each.path.split('/');
    return wanted.every((part, i) => parts[i] === part);
  });
  return fitting.toSorted((a, b) => b.path.length - a.path.length)[0]?.path;
}

it('finds the longest path, whole segments only', () => {
  fc.assert(
    fc.property(mappings, requestPath, (all, path) => {
      const found = selectMapping(sortMappings(all), path);
      expect(found?.basePath).toBe(slow(all, path));
      if (!found) return;
      expect(found.rest.startsWith('/')).toBe(true);
      const prefix = found.basePath === '' ? '' : `/${found.basePath}`;
      expect([path, `${path}/`]).toContain(prefix + found.rest);
    }),
  );
});
