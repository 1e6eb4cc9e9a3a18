/** `npm run generate`: writes what is derived from AWS's published models and from the tree; commit the result. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTree } from './check/tree.ts';
import { generateConstraints } from './generate/constraints.ts';
import { readmePath, renderReadme, servicesIn } from './generate/service-readmes.ts';

const ROOT = path.join(import.meta.dirname, '..');

await generateConstraints();
const tree = readTree(ROOT);
for (const service of servicesIn(tree)) {
  const file = readmePath(service);
  writeFileSync(path.join(ROOT, file), await renderReadme(tree, service));
  console.log(`wrote ${file}`);
}
