import { compileRegex } from './regex.ts';
import { FilterPatternError, Scanner } from './scanner.ts';

type Test = (message: string) => boolean;

/**
 * The unstructured grammar: `a b` both, `?a ?b` either, `-a` not, `"a phrase"`, `%regex%`. Terms are
 * case-sensitive and match inside words: `Exception` finds `IllegalArgumentException`.
 *
 * As AWS documents, `?` terms beside any other kind of term are ignored.
 * @throws FilterPatternError
 */
export function parseTerms(pattern: string): Test {
  const scanner = new Scanner(pattern);
  const required: Test[] = [];
  const optional: Test[] = [];
  for (scanner.skipSpace(); !scanner.done; scanner.skipSpace()) {
    if (scanner.take('?')) optional.push(parseTerm(scanner));
    else if (scanner.take('-')) {
      scanner.skipSpace();
      const excluded = parseTerm(scanner);
      required.push((message) => !excluded(message));
    } else required.push(parseTerm(scanner));
  }
  if (required.length > 0) return (message) => required.every((test) => test(message));
  return (message) => optional.length === 0 || optional.some((test) => test(message));
}

function parseTerm(scanner: Scanner): Test {
  if (scanner.startsWith('"')) return contains(scanner.quoted());
  if (scanner.startsWith('%')) {
    const regex = compileRegex(scanner.regexSource());
    return (message) => regex.search(message);
  }
  const word = scanner.match(/[^\s"]*/y) ?? '';
  // Anything but letters, digits and underscores must stand in double quotes.
  if (!/^[\p{L}\p{N}_]+$/u.test(word)) {
    throw new FilterPatternError(`Invalid character(s) in term '${word}'`);
  }
  return contains(word);
}

function contains(text: string): Test {
  return (message) => message.includes(text);
}
