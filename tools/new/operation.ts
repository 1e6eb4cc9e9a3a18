import { toFileStem } from '../check/operations.ts';
import type { Tree } from '../check/tree.ts';
import type { SdkService } from '../sdk.ts';
import { insertImport, insertIntoArray } from './insert.ts';

/** Files to write, by their paths. */
export type Edits = Record<string, string>;

/**
 * An operation's file, its test, and its registration.
 * @throws when AWS has no such operation, or the files are there already
 */
export function newOperation(tree: Tree, service: SdkService, name: string): Edits {
  const { id, operations } = service;
  if (!operations.includes(name)) {
    const like = operations.filter((each) => each.toLowerCase().includes(name.toLowerCase()));
    const hint = like.length > 0 ? ` Did you mean ${like.slice(0, 5).join(', ')}?` : '';
    throw new Error(`${id} has no operation "${name}".${hint}`);
  }
  const folder = `src/services/${id}`;
  const list = `${folder}/operations.ts`;
  if (!tree.has(list)) throw new Error(`There is no ${list}; npm run new service ${id}`);
  const stem = toFileStem(name);
  const file = `${folder}/operations/${stem}.ts`;
  if (tree.has(file)) throw new Error(`${file} is there already.`);
  const symbol = name.charAt(0).toLowerCase() + name.slice(1);
  const imported = insertImport(tree.read(list), symbol, `./operations/${stem}.ts`);
  return {
    [file]: operationText(service, name, symbol),
    [`${folder}/operations/${stem}.test.ts`]: testText(service, name, stem),
    [list]: insertIntoArray(imported, 'operations', symbol),
  };
}

function operationText({ id }: SdkService, name: string, symbol: string): string {
  return `import { notImplemented } from '../../../protocol/aws-error.ts';
import { operation } from '../../define-service.ts';

/** TODO: what it does, and the AWS page it follows. */
export const ${symbol} = operation('${id}', '${name}', () => {
  // In this order: validate, load, decide, write, publish.
  throw notImplemented('${id}', '${name}');
});
`;
}

/** The test is red until the operation is built: it states nothing true yet. */
function testText({ packageName, clientClass }: SdkService, name: string, stem: string): string {
  return `import { ${clientClass}, ${name}Command, type ${name}CommandInput } from '${packageName}';
import { describe, expect, it } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';

describe('${stem}', () => {
  it('answers as AWS documents', async () => {
    await using stack = await createStack();
    const client = stack.client(${clientClass});
    const input = {} as ${name}CommandInput;
    expect(await client.send(new ${name}Command(input))).toMatchObject({});
  });
});
`;
}
