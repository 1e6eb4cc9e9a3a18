/** Random values of any shape, for the round-trip tests: whatever the SDK's types allow. */
import * as fc from 'fast-check';
import type { Member, Shape } from '../shape.ts';

type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

/** What the place of a value on the wire can carry. */
export type Place = 'json' | 'cbor' | 'xml' | 'query' | 'header' | 'label';

export interface GenerateOptions {
  place: Place;
  /** Fixed values of members, by name: a bucket name must be one, or the client refuses to send. */
  fixed?: Readonly<Record<string, unknown>>;
  /** No fractions and no large numbers. */
  wholeNumbers?: boolean;
}

/** Below this, optional members and elements are left out, so that recursive shapes end. */
const MAX_DEPTH = 4;

const anyText = fc.string({ unit: 'binary', maxLength: 8 });
const xmlText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xfffd })
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCharCode(code)),
  maxLength: 8,
});
const headerText = fc.string({ minLength: 1, maxLength: 8 }).map((text) => text.trim() || 'x');
const labelText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
  .filter((text) => !/^\.+$/.test(text));
const token = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-'.split('')),
  minLength: 1,
  maxLength: 6,
});
const wholeNumber = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const anyNumber = fc.oneof(
  wholeNumber,
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 12 });
const dates = fc.date({
  min: new Date(0),
  max: new Date(Date.UTC(2100, 0, 1)),
  noInvalidDate: true,
});
const wholeSeconds = dates.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));
const coin = fc.boolean();
const successStatus = fc.integer({ min: 200, max: 299 });
const simpleJson = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
/** Without fractions: the SDK reads long ones as objects of its own. */
const jsonValue = fc.dictionary(
  token,
  fc.oneof(simpleJson, fc.array(simpleJson), fc.dictionary(token, simpleJson)),
);

/** Drawn directly from the random source: built from combinators, 1,300 inputs would take minutes. Does not shrink. */
class ShapeArbitrary extends fc.Arbitrary<Record<string, unknown>> {
  readonly #members: readonly Member[];
  readonly #options: GenerateOptions;

  constructor(members: readonly Member[], options: GenerateOptions) {
    super();
    this.#members = members;
    this.#options = options;
  }

  override generate(random: fc.Random): fc.Value<Record<string, unknown>> {
    const draw: Draw = (arbitrary) => arbitrary.generate(random, undefined).value;
    return new fc.Value(generateMembers(draw, this.#members, this.#options), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Record<string, unknown> {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Record<string, unknown>>> {
    return fc.Stream.nil();
  }
}

export function membersArbitrary(
  members: readonly Member[],
  options: GenerateOptions,
): fc.Arbitrary<Record<string, unknown>> {
  return new ShapeArbitrary(members, options);
}

function generate(draw: Draw, shape: Shape, options: GenerateOptions, depth = 0): unknown {
  switch (shape.kind) {
    case 'structure':
      return generateMembers(draw, shape.members, options, depth);
    case 'union': {
      const member = draw(fc.constantFrom(...shape.members));
      return { [member.name]: generate(draw, member.shape, options, depth + 1) };
    }
    case 'list': {
      const count =
        depth > MAX_DEPTH
          ? 0
          : draw(fc.integer({ min: options.place === 'header' ? 1 : 0, max: 3 }));
      return Array.from({ length: count }, () => generate(draw, shape.element, options, depth + 1));
    }
    case 'map':
      return generateMap(draw, shape, options, depth);
    default:
      return generateScalar(draw, shape, options);
  }
}

function generateMembers(
  draw: Draw,
  members: readonly Member[],
  options: GenerateOptions,
  depth = 0,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, shape } of members) {
    const { fixed } = options;
    if (depth === 0 && fixed && Object.hasOwn(fixed, name)) {
      if (fixed[name] !== undefined) result[name] = fixed[name];
    } else if (shape.traits.httpLabel || (depth <= MAX_DEPTH && draw(coin))) {
      result[name] = generate(
        draw,
        shape,
        { ...options, place: placeOf(shape, options.place) },
        depth + 1,
      );
    }
  }
  return result;
}

function placeOf({ traits }: Shape, body: Place): Place {
  if (traits.httpLabel) return 'label';
  if (traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined) return 'header';
  if (traits.httpQuery !== undefined || traits.httpQueryParams) return 'query';
  return body;
}

function generateMap(
  draw: Draw,
  shape: Shape,
  options: GenerateOptions,
  depth: number,
): Record<string, unknown> {
  const count =
    depth > MAX_DEPTH ? 0 : draw(fc.integer({ min: options.place === 'header' ? 1 : 0, max: 2 }));
  const result: Record<string, unknown> = {};
  for (let index = 0; index < count; index++) {
    const key =
      options.place === 'header' || options.place === 'query'
        ? draw(token)
        : keyText(draw, options.place);
    result[key] = generate(draw, shape.element, options, depth + 1);
  }
  return result;
}

/** The clients themselves lose `__proto__`; `read.hostile.test.ts` looks at what the server does with it. */
function keyText(draw: Draw, place: Place): string {
  const key = draw(textAt(place));
  return key === '' || key === '__proto__' ? 'key' : key;
}

function textAt(place: Place): fc.Arbitrary<string> {
  if (place === 'header') return headerText;
  if (place === 'label') return labelText;
  return place === 'xml' ? xmlText : anyText;
}

function generateScalar(
  draw: Draw,
  shape: Shape,
  { place, wholeNumbers }: GenerateOptions,
): unknown {
  switch (shape.kind) {
    case 'string':
      return draw(textAt(place));
    case 'number':
      if (shape.traits.httpResponseCode) return draw(successStatus);
      if (wholeNumbers || place === 'header' || place === 'label' || place === 'query')
        return draw(wholeNumber);
      return draw(anyNumber);
    case 'boolean':
      return draw(coin);
    case 'blob':
      return draw(bytes);
    case 'timestamp':
      return shape.timestampFormat === 'http-date' || place === 'header'
        ? draw(wholeSeconds)
        : draw(dates);
    case 'document':
      return draw(jsonValue);
    default:
      return {};
  }
}
