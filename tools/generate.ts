/** `npm run generate`: writes what is derived from AWS's published models and from the tree; commit the result. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTree } from './check/tree.ts';
import { generateConstraints } from './generate/constraints.ts';
import { readmePath, renderReadme, servicesIn } from './generate/service-readmes.ts';

const ROOT = path.join(import.meta.dirname, '..');

function writePages(): Promise<void[]> {
  const tree = readTree(ROOT);
  return Promise.all(
    servicesIn(tree).map(async (service) => {
      const file = readmePath(service);
      writeFileSync(path.join(ROOT, file), await renderReadme(tree, service));
      console.log(`wrote ${file}`);
    }),
  );
}

/** `npm run generate pages` leaves out the constraints, whose models must be fetched. */
const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  constraints: generateConstraints,
  pages: writePages,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !(part in PARTS));
if (unknown === undefined) {
  for (const [part, write] of Object.entries(PARTS))
    if (wanted.length === 0 || wanted.includes(part)) await write();
} else {
  console.error(`There is no part "${unknown}"; the parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
}
