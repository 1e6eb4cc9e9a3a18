import { toFileStem } from '../check/operations.ts';
import type { Tree } from '../check/tree.ts';
import { sdkPackages, sdkService } from '../sdk.ts';

const BEGIN = '<!-- operations: written by npm run generate -->';
const END = '<!-- end of operations -->';

/** The AWS services of a tree: folders below src/services with an index.ts; data planes such as execute-api are none. */
export function servicesIn(tree: Tree): string[] {
  const known = sdkPackages();
  return tree.files
    .flatMap((file) => /^src\/services\/([^/]+)\/index\.ts$/.exec(file)?.[1] ?? [])
    .filter((id) => known.has(id));
}

export function readmePath(service: string): string {
  return `src/services/${service}/README.md`;
}

/** The text that a service's README.md should have: what people wrote, with the table of operations brought up to date. */
export async function renderReadme(tree: Tree, service: string): Promise<string> {
  const file = readmePath(service);
  const before = tree.has(file) ? tree.read(file) : newReadme(service);
  const table = renderTable(tree, service, (await sdkService(service))?.operations ?? []);
  const block = `${BEGIN}\n\n${table}\n\n${END}`;
  const start = before.indexOf(BEGIN);
  const end = before.indexOf(END);
  if (start < 0 || end < start) return `${before.trimEnd()}\n\n## Operations\n\n${block}\n`;
  return before.slice(0, start) + block + before.slice(end + END.length);
}

function renderTable(tree: Tree, service: string, names: readonly string[]): string {
  const rows = names.map((name) => {
    const file = `operations/${toFileStem(name)}.ts`;
    const built = tree.has(`src/services/${service}/${file}`);
    return { built, row: built ? `| [${name}](${file}) | built |` : `| ${name} | answers 501 |` };
  });
  const count = rows.filter(({ built }) => built).length;
  const lines = [
    `${count} of ${rows.length} operations are built.`,
    '',
    '| Operation | State |',
    '| --- | --- |',
    ...rows.filter(({ built }) => built).map(({ row }) => row),
    ...rows.filter(({ built }) => !built).map(({ row }) => row),
  ];
  return lines.join('\n');
}

function newReadme(service: string): string {
  return `# ${service}\n\n## Known differences from AWS\n\nNone are known yet.\n`;
}
