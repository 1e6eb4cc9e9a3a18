import { invalidParameter } from './errors.ts';
import { type FilterPattern, parseFilterPattern } from './filter-pattern/filter-pattern.ts';
import { FilterPatternError } from './filter-pattern/scanner.ts';

/** A filter pattern as an AWS client sends it. @throws InvalidParameterException */
export function compilePattern(text: string | undefined): FilterPattern {
  try {
    return parseFilterPattern(text ?? '');
  } catch (error) {
    if (error instanceof FilterPatternError) throw invalidParameter(error.message);
    throw error;
  }
}
