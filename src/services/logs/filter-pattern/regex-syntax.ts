import { FilterPatternError, INVALID_PATTERN } from './scanner.ts';

/** Which characters (as UTF-16 units) one place in the text may hold. */
export type CharTest = (unit: number) => boolean;

export interface Atom {
  kind: 'char';
  test: CharTest;
  min: number;
  /** Infinity for `*`, `+` and `{2,}`. */
  max: number;
}

/** `^` or `$`. */
export interface Anchor {
  kind: 'start' | 'end';
}

/** Alternatives, each a sequence. There are no groups: AWS does not allow parentheses. */
export type RegexSyntax = readonly (readonly (Atom | Anchor)[])[];

/** `{m,n}` beyond this is refused. */
const MAX_REPEAT = 400;
/** Letters, digits and the symbols AWS lists; anything else needs an escape. */
const PLAIN = /[A-Za-z0-9:_#=@/;,-]/;

/**
 * Reads the regular expression between two `%`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 * @throws FilterPatternError
 */
export function parseRegex(source: string): RegexSyntax {
  if (source === '') throw invalid('empty regular expression');
  const alternatives: (Atom | Anchor)[][] = [[]];
  let at = 0;
  while (at < source.length) {
    const sequence = alternatives.at(-1) as (Atom | Anchor)[];
    const char = source[at] as string;
    if (char === '|') {
      alternatives.push([]);
      at++;
    } else if (char === '^' || char === '$') {
      sequence.push({ kind: char === '^' ? 'start' : 'end' });
      at++;
    } else {
      const single = parseSingle(source, at);
      const repeat = parseRepeat(source, single.end);
      sequence.push({ kind: 'char', test: single.test, min: repeat.min, max: repeat.max });
      at = repeat.end;
    }
  }
  return alternatives;
}

interface Single {
  test: CharTest;
  end: number;
}

function parseSingle(source: string, at: number): Single {
  const char = source[at] as string;
  if (char === '\\') return parseEscape(source, at);
  if (char === '[') return parseClass(source, at);
  if (char === '.') return { test: (unit) => unit !== 10, end: at + 1 };
  if (!PLAIN.test(char)) throw invalid(`'${char}' is not supported in a regular expression`);
  return { test: equals(char.charCodeAt(0)), end: at + 1 };
}

function parseRepeat(source: string, at: number): { min: number; max: number; end: number } {
  const char = source[at];
  if (char === '*') return { min: 0, max: Infinity, end: at + 1 };
  if (char === '+') return { min: 1, max: Infinity, end: at + 1 };
  if (char === '?') return { min: 0, max: 1, end: at + 1 };
  if (char !== '{') return { min: 1, max: 1, end: at };
  const braces = /^\{\s*(\d{1,6})\s*(?:(,)\s*(\d{1,6})?\s*)?\}/.exec(source.slice(at));
  if (!braces) throw invalid('malformed repetition');
  const min = Number(braces[1]);
  const max =
    braces[2] === undefined ? min : braces[3] === undefined ? Infinity : Number(braces[3]);
  const largest = max === Infinity ? min : max;
  if (min > max || largest > MAX_REPEAT) throw invalid('repetition out of range');
  return { min, max, end: at + braces[0].length };
}

function parseClass(source: string, start: number): Single {
  let at = start + 1;
  const negated = source[at] === '^';
  if (negated) at++;
  const tests: CharTest[] = [];
  while (at < source.length && source[at] !== ']') {
    const low = parseClassMember(source, at);
    const isRange =
      source[low.end] === '-' && low.end + 1 < source.length && source[low.end + 1] !== ']';
    if (!isRange) {
      tests.push(low.test);
      at = low.end;
      continue;
    }
    const high = parseClassMember(source, low.end + 1);
    const [from, to] = [low.unit, high.unit];
    if (from === undefined || to === undefined || from > to)
      throw invalid('malformed character range');
    tests.push((unit) => unit >= from && unit <= to);
    at = high.end;
  }
  if (source[at] !== ']' || tests.length === 0) throw invalid('malformed character class');
  const any: CharTest = (unit) => tests.some((test) => test(unit));
  return { test: negated ? (unit) => !any(unit) : any, end: at + 1 };
}

interface ClassMember extends Single {
  /** Absent for `\d` and the like, which cannot bound a range. */
  unit?: number;
}

function parseClassMember(source: string, at: number): ClassMember {
  if (source[at] === '\\') return parseEscape(source, at);
  const unit = source.charCodeAt(at);
  if (unit > 0x7e || unit < 0x20) throw invalid('only ASCII is supported in a regular expression');
  return { test: equals(unit), unit, end: at + 1 };
}

const CLASSES: Record<string, RegExp> = { d: /\d/, D: /\D/, s: /\s/, S: /\S/, w: /\w/, W: /\W/ };

function parseEscape(source: string, at: number): ClassMember {
  const char = source[at + 1];
  if (char === undefined) throw invalid('a regular expression cannot end with \\');
  const named = CLASSES[char];
  if (named) return { test: (unit) => named.test(String.fromCharCode(unit)), end: at + 2 };
  if (char === 'x') {
    const hex = source.slice(at + 2, at + 4);
    if (!/^[0-9a-f]{2}$/i.test(hex)) throw invalid('\\x needs two hexadecimal digits');
    const unit = Number.parseInt(hex, 16);
    return { test: equals(unit), unit, end: at + 4 };
  }
  if (/[A-Za-z0-9]/.test(char) || char > '~') throw invalid(`\\${char} is not supported`);
  const unit = char.charCodeAt(0);
  return { test: equals(unit), unit, end: at + 2 };
}

function equals(wanted: number): CharTest {
  return (unit) => unit === wanted;
}

function invalid(detail: string): FilterPatternError {
  return new FilterPatternError(`${INVALID_PATTERN}: ${detail}`);
}
