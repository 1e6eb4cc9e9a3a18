// `npm run generate`: writes what is derived from other files; commit the result.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTree } from './check/tree.ts';
import { readmePath, renderReadme, servicesIn } from './generate/service-readmes.ts';

const ROOT = path.join(import.meta.dirname, '..');

const tree = readTree(ROOT);
for (const service of servicesIn(tree)) {
  const file = readmePath(service);
  writeFileSync(path.join(ROOT, file), await renderReadme(tree, service));
  console.log(`wrote ${file}`);
}
