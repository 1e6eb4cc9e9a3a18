/** A mapping template that writes an example of a model: where to begin with a template of one's own. */

interface Schema {
  type?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
}

/** Schemas that nest deeper end in an empty object. */
const DEEPEST = 20;

/** @param schema JSON schema draft 4, as JSON */
export function toModelTemplate(schema: string): string {
  const parsed = JSON.parse(schema) as Schema;
  return `#set($inputRoot = $input.path('$'))\n${write(parsed, '$inputRoot', '', 0)}`;
}

function write(schema: Schema, source: string, indent: string, depth: number): string {
  if (depth > DEEPEST || typeof schema !== 'object' || schema === null) return '{ }';
  if (schema.type === 'array') return writeList(schema, source, indent, depth);
  if (schema.type === 'object' || schema.properties)
    return writeObject(schema, source, indent, depth);
  if (schema.enum && schema.enum.length > 0) return JSON.stringify(schema.enum[0]);
  if (schema.type === 'integer') return '42';
  if (schema.type === 'number') return '42.0';
  if (schema.type === 'boolean') return 'true';
  return schema.type === 'null' ? 'null' : '"foo"';
}

function writeObject(schema: Schema, source: string, indent: string, depth: number): string {
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, each]) =>
      `${inner}${JSON.stringify(name)} : ${write(each, `${source}.${name}`, inner, depth + 1)}`,
  );
  return members.length === 0 ? '{ }' : `{\n${members.join(',\n')}\n${indent}}`;
}

function writeList(schema: Schema, source: string, indent: string, depth: number): string {
  const item = write(schema.items ?? {}, '$elem', `${indent}  `, depth + 1);
  return `[\n#foreach($elem in ${source})\n${indent}  ${item}#if($foreach.hasNext),#end\n\n#end\n${indent}]`;
}
