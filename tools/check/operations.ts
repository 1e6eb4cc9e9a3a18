import { Visitor } from 'rolldown/utils';
import { importsOf } from './imports.ts';
import type { Rule } from './rule.ts';
import type { Tree } from './tree.ts';

const OPERATION_FILE = /^src\/services\/([^/]+)\/operations\/([^/]+?)(\.test|\.fuzz)?\.ts$/;

/** One operation, one file, one test, registered in its service's operations.ts (design law 7). */
export const operations: Rule = {
  name: 'operations',
  find(tree) {
    return tree.files.flatMap((path) => {
      const [, service, stem, suffix] = OPERATION_FILE.exec(path) ?? [];
      if (service === undefined || stem === undefined || suffix) return [];
      return faults(tree, path, service, stem).map((message) => ({ path, message }));
    });
  },
};

/** `create-event-source-mapping` of `CreateEventSourceMapping`, `put-rest-api` of `PutRestApi`, `list-tags` of `ListTags`. */
export function toFileStem(operation: string): string {
  return operation
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** The `operation('sts', 'AssumeRole', …)` declarations of a file. */
export function declaredOperations(tree: Tree, file: string): { service: string; name: string }[] {
  const found: { service: string; name: string }[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [service, name] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'operation') return;
      if (service?.type === 'Literal' && name?.type === 'Literal')
        found.push({ service: String(service.value), name: String(name.value) });
    },
  }).visit(tree.parse(file).program);
  return found;
}

function faults(tree: Tree, file: string, service: string, stem: string): string[] {
  const found: string[] = [];
  const list = `src/services/${service}/operations.ts`;
  const declared = declaredOperations(tree, file);
  if (!declared.some((each) => each.service === service && toFileStem(each.name) === stem))
    found.push(
      `declares no operation('${service}', …) of this file's name; other code belongs beside the folder, not in it.`,
    );
  if (declared.length > 1)
    found.push(`declares ${declared.length} operations; give each its own file.`);
  if (!tree.has(file.replace(/\.ts$/, '.test.ts')))
    found.push('has no test; write one beside it that calls the operation by the SDK client.');
  if (!tree.has(list) || !importsOf(tree, list).some((each) => each.target === file))
    found.push(`is not registered; add it to ${list}.`);
  return found;
}
