import { parseSync, Visitor } from 'rolldown/utils';

/** Adds an import statement in alphabetical order of what is imported from; the file has one import at least. */
export function insertImport(code: string, name: string, from: string): string {
  const imports = parseSync('file.ts', code).module.staticImports;
  const line = `import { ${name} } from '${from}';\n`;
  const next = imports.find(
    (each) => each.moduleRequest.value.startsWith('./') && each.moduleRequest.value > from,
  );
  if (next) return code.slice(0, next.start) + line + code.slice(next.start);
  const end = (imports.at(-1)?.end ?? -1) + 1;
  return code.slice(0, end) + line + code.slice(end);
}

/**
 * Adds a name to the array that a property or a constant called `list` holds, in alphabetical order when it is in one.
 * @throws when the code has no such array
 */
export function insertIntoArray(code: string, list: string, name: string): string {
  let start: number | undefined;
  let items: { text: string; start: number; end: number }[] = [];
  const take = (key: string, value: { type: string; start: number; elements?: unknown }): void => {
    if (key !== list || value.type !== 'ArrayExpression') return;
    start = value.start;
    items = (value.elements as { start: number; end: number }[]).map((each) => ({
      ...each,
      text: code.slice(each.start, each.end),
    }));
  };
  new Visitor({
    Property: ({ key, value }) => key.type === 'Identifier' && take(key.name, value),
    VariableDeclarator: ({ id, init }) => id.type === 'Identifier' && init && take(id.name, init),
  }).visit(parseSync('file.ts', code).program);
  if (start === undefined)
    throw new Error(`There is no array called "${list}"; add ${name} by hand.`);
  const sorted = items.every(
    (item, index) => index === 0 || (items[index - 1]?.text ?? '') < item.text,
  );
  const next = sorted ? items.find((item) => item.text > name) : undefined;
  if (next) return `${code.slice(0, next.start)}${name}, ${code.slice(next.start)}`;
  const last = items.at(-1);
  if (last) return `${code.slice(0, last.end)}, ${name}${code.slice(last.end)}`;
  return `${code.slice(0, start + 1)}${name}${code.slice(start + 1)}`;
}
