import { parseJsonFilter } from './json-filter.ts';
import { FilterPatternError } from './scanner.ts';
import { parseSpaceDelimited } from './space-delimited.ts';
import { parseTerms } from './terms.ts';

/** A compiled filter pattern. Matching takes time linear in the message, whatever the pattern. */
export interface FilterPattern {
  matches(message: string): boolean;
  /** The fields of a matching message by the names of a space-delimited pattern, `$name` or `$3`; empty for others. */
  extract(message: string): Record<string, string>;
}

/**
 * Compiles any of the three grammars: terms, `{ $.json = … }`, `[space, delimited]`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws FilterPatternError
 */
export function parseFilterPattern(text: string): FilterPattern {
  const pattern = text.trim();
  if (pattern.startsWith('{')) return withoutFields(parseJsonFilter(inside(pattern, '{', '}')));
  if (pattern.startsWith('[')) return parseSpaceDelimited(inside(pattern, '[', ']'));
  return withoutFields(parseTerms(pattern));
}

function inside(pattern: string, open: string, close: string): string {
  if (!pattern.endsWith(close) || pattern.length < 2) {
    throw new FilterPatternError(
      `If a filter pattern starts with '${open}' it must end with '${close}'`,
    );
  }
  return pattern.slice(1, -1);
}

function withoutFields(matches: (message: string) => boolean): FilterPattern {
  return { matches, extract: () => ({}) };
}
