/** Extracts constraints on inputs from AWS's models into one compact file per service. */
import { writeFileSync } from 'node:fs';
import type { ConstrainedShape, ServiceConstraints } from '../../src/protocol/constraint-model.ts';
import { SERVICE_IDS, type ServiceId } from '../../src/protocol/service-id.ts';
import { BOTOCORE_VERSION, type BotocoreModel, type BotocoreShape, readModel } from './botocore.ts';

const FOLDERS: Partial<Record<ServiceId, string>> = { states: 'stepfunctions' };

/** S3 has no common validation: each of its operations words its own errors. */
const WITHOUT_CONSTRAINTS: ReadonlySet<ServiceId> = new Set(['s3']);

/**
 * Patterns that backtrack without bound, as equivalents that do not (text with at least one character
 * of the inner class, spaces and tabs around and between), and one whose inline flag older engines lack.
 */
const SAFE_EQUIVALENTS: Readonly<Record<string, string>> = {
  '^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$': '^[a-z0-9A-Z][\\.\\-\\w]*[a-z0-9A-Z]$',
  '(?i)all|[0-9]{12}': '[aA][lL][lL]|[0-9]{12}',
  '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$': '^\\t*[\\x20-\\x7E][\\t\\x20-\\x7E]*$',
  '^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$':
    '^\\t*[^\\x00-\\x1F:\\x7F](?:\\t|[^\\x00-\\x1F:\\x7F])*$',
  '[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*|(\\$(\\.[\\w/_-]+(\\[(\\d+|\\*)\\])*)*)':
    '\\t*[\\x20-\\x7E][\\t\\x20-\\x7E]*',
};

export async function generateConstraints(): Promise<void> {
  for (const id of SERVICE_IDS) {
    if (WITHOUT_CONSTRAINTS.has(id)) continue;
    const constraints = extract(await readModel(FOLDERS[id] ?? id));
    writeFileSync(`src/protocol/generated/constraints/${id}.ts`, render(constraints));
  }
}

export function extract(model: BotocoreModel): ServiceConstraints {
  const reached = reachable(model);
  const useful = leadingToConstraints(model, reached);
  const shapes: Record<string, ConstrainedShape> = {};
  for (const name of [...useful].toSorted())
    shapes[name] = toConstrained(shapeNamed(model, name), useful);
  const operations: Record<string, string> = {};
  for (const [name, { input }] of Object.entries(model.operations)) {
    if (input && useful.has(input.shape)) operations[name] = input.shape;
  }
  return { operations, shapes };
}

function shapeNamed(model: BotocoreModel, name: string): BotocoreShape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model refers to an unknown shape ${name}.`);
  return shape;
}

function childrenOf(shape: BotocoreShape): string[] {
  const members = Object.values(shape.members ?? {}).map((member) => member.shape);
  return [...members, shape.member?.shape, shape.key?.shape, shape.value?.shape].filter(
    (name) => name !== undefined,
  );
}

function reachable(model: BotocoreModel): Set<string> {
  const found = new Set<string>();
  const queue = Object.values(model.operations).flatMap(({ input }) => input?.shape ?? []);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    queue.push(...childrenOf(shapeNamed(model, name)));
  }
  return found;
}

function leadingToConstraints(model: BotocoreModel, names: ReadonlySet<string>): Set<string> {
  const useful = new Set([...names].filter((name) => isConstrained(shapeNamed(model, name))));
  for (let before = -1; before !== useful.size;) {
    before = useful.size;
    for (const name of names) {
      if (childrenOf(shapeNamed(model, name)).some((child) => useful.has(child))) useful.add(name);
    }
  }
  return useful;
}

function isConstrained(shape: BotocoreShape): boolean {
  return (
    (shape.required?.length ?? 0) > 0 ||
    shape.min !== undefined ||
    shape.max !== undefined ||
    shape.pattern !== undefined ||
    shape.enum !== undefined
  );
}

function toConstrained(shape: BotocoreShape, useful: ReadonlySet<string>): ConstrainedShape {
  const required = shape.required ?? [];
  const members = Object.entries(shape.members ?? {})
    .filter(([name, { shape: target }]) => useful.has(target) || required.includes(name))
    .map(([name, { shape: target }]) => [name, useful.has(target) ? target : null] as const);
  const element = (shape.member ?? shape.value)?.shape;
  const key = shape.key?.shape;
  return {
    ...(members.length > 0 && { members: Object.fromEntries(members) }),
    ...(required.length > 0 && { required }),
    ...(element !== undefined && useful.has(element) && { element }),
    ...(key !== undefined && useful.has(key) && { key }),
    ...(shape.min !== undefined && { min: shape.min }),
    ...(shape.max !== undefined && { max: shape.max }),
    ...(shape.pattern !== undefined && { pattern: shape.pattern, ...toRegex(shape.pattern) }),
    ...(shape.enum && { enum: shape.enum }),
    ...(shape.sensitive && { sensitive: true as const }),
  };
}

/** Java's patterns as JavaScript's: first as they are, then without escapes that `u` refuses. */
function toRegex(pattern: string): Pick<ConstrainedShape, 'regex'> {
  const safe = SAFE_EQUIVALENTS[pattern];
  if (safe !== undefined) return { regex: safe };
  if (compiles(pattern)) return {};
  const unescaped = pattern
    .replace(/\\([^\w\s\\^$.*+?()[\]{}|/-])/g, '$1')
    .replace(/\\p\{(Alpha|Digit|Alnum|Space)\}/g, (_, name: string) => POSIX[name] ?? '')
    .replace(/\\p\{Print\}/g, '[\\x20-\\x7e]')
    // Inside a class, a hyphen behind a class of its own is a hyphen.
    .replace(/\\w-(?!\])/g, '\\w\\-')
    .replace(/\\z|\\Z/g, '$')
    .replace(/\\_/g, '_')
    .replace(/^\(\?s\)/, '');
  if (compiles(unescaped)) return { regex: unescaped };
  // A hyphen may only be escaped inside a class.
  const bare = unescaped.replace(/\\-/g, '\\x2d');
  if (compiles(bare)) return { regex: bare };
  process.stderr.write(`No JavaScript form of the pattern ${pattern}\n`);
  return { regex: null };
}

const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Space: '\\s',
};

function compiles(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su') instanceof RegExp;
  } catch {
    return false;
  }
}

function render({ operations, shapes }: ServiceConstraints): string {
  const lines = (entries: Record<string, unknown>): string =>
    Object.entries(entries)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`)
      .join('');
  return (
    `// Generated by tools/generate.ts from botocore ${BOTOCORE_VERSION} (Apache-2.0); do not edit.\n` +
    "import type { ServiceConstraints } from '../../constraint-model.ts';\n\n" +
    'export const constraints: ServiceConstraints = {\n' +
    `  operations: {\n${lines(operations)}  },\n  shapes: {\n${lines(shapes)}  },\n};\n`
  );
}
