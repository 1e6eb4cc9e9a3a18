import type { Tree } from '../check/tree.ts';
import { insertImport, insertIntoArray } from './insert.ts';
import type { Edits } from './operation.ts';

const REGISTRY = 'src/services/registry.ts';

/**
 * The folder of a service without operations yet, and its line in the registry.
 * @throws when it is there already
 */
export function newService(tree: Tree, id: string): Edits {
  const index = `src/services/${id}/index.ts`;
  if (tree.has(index)) throw new Error(`${index} is there already.`);
  const symbol = id.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  const imported = insertImport(tree.read(REGISTRY), symbol, `./${id}/index.ts`);
  return {
    [index]: `import { defineService } from '../define-service.ts';

/** TODO: the name of the service, and what it is for, in one line. */
export const ${symbol} = defineService({
  id: '${id}',
  operations: async () => (await import('./operations.ts')).operations,
});
`,
    [`src/services/${id}/operations.ts`]: `import type { Operation } from '../define-service.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [];
`,
    [REGISTRY]: insertIntoArray(imported, 'services', symbol),
  };
}
