import path from 'node:path';
import { Visitor } from 'rolldown/utils';
import type { Tree } from './tree.ts';

/** One import, re-export, dynamic import or `import()` type of a file. */
export interface Import {
  specifier: string;
  /** The file meant, relative to the repository; undefined for packages and Node's own modules. */
  target: string | undefined;
  /** The imported names, where the statement lists them. */
  names: readonly string[];
  line: number;
}

/** Everything that `file` imports, types included. */
export function importsOf(tree: Tree, file: string): Import[] {
  const { module, program } = tree.parse(file);
  const found: Import[] = [];
  const add = (specifier: string, start: number, names: readonly string[] = []): void => {
    const relative = specifier.startsWith('.');
    const target = relative ? path.posix.join(path.posix.dirname(file), specifier) : undefined;
    found.push({ specifier, target, names, line: tree.lineOf(file, start) });
  };
  for (const each of module.staticImports)
    add(
      each.moduleRequest.value,
      each.start,
      each.entries.map((entry) => entry.importName.name ?? '*'),
    );
  for (const each of module.staticExports) {
    const from = each.entries[0]?.moduleRequest;
    if (from) add(from.value, each.start);
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal') add(String(node.source.value), node.start);
    },
    TSImportType(node) {
      add(node.source.value, node.start);
    },
  }).visit(program);
  return found;
}
