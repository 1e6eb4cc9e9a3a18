// `npm run new service <id>` and `npm run new operation <id> <Operation>`: the files of the house form, registered.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTree } from './check/tree.ts';
import { capture } from './command.ts';
import { readmePath, renderReadme } from './generate/service-readmes.ts';
import { newOperation, type Edits } from './new/operation.ts';
import { newService } from './new/service-folder.ts';
import { sdkPackages, sdkService } from './sdk.ts';

const ROOT = path.join(import.meta.dirname, '..');
const USAGE = `Usage: npm run new service ID
       npm run new operation ID OPERATION

ID is one of: ${[...sdkPackages().keys()].join(', ')}`;

async function edits(kind = '', id = '', name = ''): Promise<Edits> {
  const service = await sdkService(id);
  if (!service || (kind !== 'service' && kind !== 'operation')) throw new Error(USAGE);
  const tree = readTree(ROOT);
  return kind === 'service' ? newService(tree, id) : newOperation(tree, service, name);
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
  writeFileSync(path.join(ROOT, file), text);
  console.log(`wrote ${file}`);
}

try {
  const [kind, id = '', name] = process.argv.slice(2);
  const made = await edits(kind, id, name);
  for (const [file, text] of Object.entries(made)) write(file, text);
  write(readmePath(id), await renderReadme(readTree(ROOT), id));
  const oxfmt = path.join(ROOT, 'node_modules', '.bin', 'oxfmt');
  await capture(oxfmt, Object.keys(made), { cwd: ROOT });
  console.log('Next: docs/guides/add-an-operation.md, from "Write the test".');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
