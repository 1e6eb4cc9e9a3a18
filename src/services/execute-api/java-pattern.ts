/**
 * Regular expressions that users wrote for Java, run in linear time: a pattern of theirs on a text of
 * someone else's must not be able to stop Brume.
 */
import { RE2JS } from 're2js';

export interface JavaPattern {
  /** Whether the whole text matches, as Java's `String.matches`. */
  matches(text: string): boolean;
  replaceAll(text: string, by: string): string;
  replaceFirst(text: string, by: string): string;
  split(text: string): string[];
}

/** Patterns are few, texts are many. */
const MOST_KEPT = 500;
const kept = new Map<string, JavaPattern>();

/** @throws Error when the pattern is malformed, or needs what linear time cannot do (look-around, back references) */
export function compileJavaPattern(pattern: string): JavaPattern {
  const known = kept.get(pattern);
  if (known) return known;
  const compiled = RE2JS.compile(pattern);
  const made: JavaPattern = {
    matches: (text) => compiled.matches(text),
    replaceAll: (text, by) => compiled.matcher(text).replaceAll(by),
    replaceFirst: (text, by) => compiled.matcher(text).replaceFirst(by),
    split: (text) => compiled.split(text),
  };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(pattern, made);
  return made;
}
