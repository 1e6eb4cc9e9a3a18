import { toFileStem } from '../check/operations.ts';
import type { Tree } from '../check/tree.ts';

const BEGIN = '<!-- operations: written by npm run generate -->';
const END = '<!-- end of operations -->';

/** Names the operations AWS gives a service, in any order. */
export type OperationNames = (service: string) => Promise<Iterable<string>>;

/** The services of a tree: folders below src/services that hold operations. */
export function servicesIn(tree: Tree): string[] {
  const ids = tree.files.flatMap(
    (file) => /^src\/services\/([^/]+)\/operations\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(ids)];
}

export function readmePath(service: string): string {
  return `src/services/${service}/README.md`;
}

/** The text that a service's README.md should have: what people wrote, with the table of operations brought up to date. */
export async function renderReadme(
  tree: Tree,
  service: string,
  operationNames: OperationNames,
): Promise<string> {
  const file = readmePath(service);
  const before = tree.has(file) ? tree.read(file) : newReadme(service);
  const table = renderTable(tree, service, [...(await operationNames(service))]);
  const block = `${BEGIN}\n\n${table}\n\n${END}`;
  const start = before.indexOf(BEGIN);
  const end = before.indexOf(END);
  if (start < 0 || end < start) return `${before.trimEnd()}\n\n## Operations\n\n${block}\n`;
  return before.slice(0, start) + block + before.slice(end + END.length);
}

function renderTable(tree: Tree, service: string, names: readonly string[]): string {
  const rows = names.toSorted().map((name) => {
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
