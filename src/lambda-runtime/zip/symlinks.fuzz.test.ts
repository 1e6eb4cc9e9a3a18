import { array, assert, constantFrom, property, tuple, uniqueArray } from 'fast-check';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { staysInside } from './symlinks.ts';

const segment = constantFrom('a', 'b', '..', '.');
const target = array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
const path = constantFrom('l1', 'd/l2', 'd/e/l3', 'a', 'd/b', 'd/a');

it('what is called safe never resolves outside by the kernel’s own rules', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'brume-links-')));
  let run = 0;
  try {
    assert(
      property(
        uniqueArray(tuple(path, target), { selector: ([name]) => name, maxLength: 5 }),
        (pairs) => {
          const links = new Map(pairs);
          const folder = join(root, String(run++), 'x', 'y');
          mkdirSync(join(folder, 'd/e'), { recursive: true });
          writeFileSync(join(folder, 'd/e/file'), '');
          for (const [name, to] of links)
            symlinkSync(
              to,
              (mkdirSync(dirname(join(folder, name)), { recursive: true }), join(folder, name)),
            );
          if (![...links.keys()].every((name) => staysInside(name, links))) return;
          for (const name of links.keys()) {
            let real: string;
            try {
              real = realpathSync(join(folder, name));
            } catch {
              continue; // leads nowhere
            }
            expect(real === folder || real.startsWith(`${folder}/`)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
