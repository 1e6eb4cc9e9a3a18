/** A mapping template that rebuilds what a model describes, as a start for writing one. */

type Schema = Record<string, unknown>;

/** Models may refer to themselves. */
const DEEPEST = 8;
/** So that models which refer to each other often enough cannot make a template of any size. */
const MOST_LINES = 1000;

interface Sketch {
  definitions: Schema;
  lines: string[];
}

/** @param schema flattened: what it refers to stands among its definitions */
export function sketchTemplate(schema: Schema): string {
  const sketch: Sketch = { definitions: asSchema(schema['definitions']), lines: [] };
  write(sketch, schema, { value: '$inputRoot', before: '', after: '', depth: 0 });
  return ["#set($inputRoot = $input.path('$'))", ...sketch.lines].join('\n');
}

interface Place {
  /** The reference that holds the value. */
  value: string;
  /** What stands around it on its lines. */
  before: string;
  after: string;
  depth: number;
}

function write(sketch: Sketch, given: Schema, place: Place): void {
  const { after, before, depth, value } = place;
  const indent = '  '.repeat(depth);
  const schema = resolve(sketch, given);
  const say = (line: string): void => {
    if (sketch.lines.length < MOST_LINES) sketch.lines.push(line);
  };
  const properties = Object.entries(asSchema(schema['properties']));
  const isCut = depth > DEEPEST || sketch.lines.length >= MOST_LINES;
  if (schema['type'] === 'array' && !isCut) {
    const element = `$elem${depth}`;
    say(`${indent}${before}[`);
    say(`#foreach(${element} in ${value})`);
    const items = asSchema(schema['items']);
    const comma = '#if($foreach.hasNext),#end';
    write(sketch, items, { value: element, before: '', after: comma, depth: depth + 1 });
    say('#end');
    say(`${indent}]${after}`);
  } else if (properties.length > 0 && !isCut) {
    say(`${indent}${before}{`);
    for (const [i, [name, property]] of properties.entries())
      write(sketch, asSchema(property), {
        value: `${value}.${name}`,
        before: `${JSON.stringify(name)} : `,
        after: i + 1 < properties.length ? ',' : '',
        depth: depth + 1,
      });
    say(`${indent}}${after}`);
  } else if (schema['type'] === 'object') say(`${indent}${before}{}${after}`);
  else if (schema['type'] === 'string') say(`${indent}${before}"${value}"${after}`);
  else say(`${indent}${before}${value}${after}`);
}

function resolve({ definitions }: Sketch, schema: Schema): Schema {
  const name = /^#\/definitions\/([^/]+)$/.exec(String(schema['$ref']))?.[1];
  return name === undefined || !Object.hasOwn(definitions, name)
    ? schema
    : asSchema(definitions[name]);
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Schema)
    : {};
}
