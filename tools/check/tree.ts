import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ParseResult, parseSync } from 'rolldown/utils';

/** The repository as rules see it: a list of files, their text, and their syntax trees. */
export interface Tree {
  /** Relative to the repository, with forward slashes, sorted. */
  readonly files: readonly string[];
  has(file: string): boolean;
  read(file: string): string;
  /** The syntax tree of a TypeScript or JavaScript file; parsed once. */
  parse(file: string): ParseResult;
  /** The line, from 1, of an offset in a file. */
  lineOf(file: string, offset: number): number;
}

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache', '.brume']);

/** Reads what lies on disk below `root`; files are opened when a rule asks for them. */
export function readTree(root: string): Tree {
  return makeTree(listFolder(root, ''), (file) => readFileSync(path.join(root, file), 'utf8'));
}

/** A tree made of texts, for the tests of rules. */
export function treeOf(texts: Readonly<Record<string, string>>): Tree {
  return makeTree(Object.keys(texts), (file) => texts[file] ?? '');
}

/** Source code that rules look at: neither declarations nor generated files. */
export function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts') && !file.includes('/generated/');
}

/** Tests and what only tests load: fixtures, and suites that several tests share. */
export function isTest(file: string): boolean {
  return (
    /(\.(test|fuzz|bench)|[/-]fixtures?|\/conformance)\.ts$/.test(file) ||
    /^test\/|\/(fixtures?|conformance|suites)\//.test(file)
  );
}

function listFolder(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return listFolder(root, file);
    return entry.isFile() ? [file] : [];
  });
}

function makeTree(listed: readonly string[], load: (file: string) => string): Tree {
  const files = listed.toSorted();
  const known = new Set(files);
  const texts = new Map<string, string>();
  const parsed = new Map<string, ParseResult>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? load(file);
    texts.set(file, text);
    return text;
  };
  return {
    files,
    has: (file) => known.has(file),
    read,
    parse(file) {
      const result = parsed.get(file) ?? parseSync(file, read(file));
      parsed.set(file, result);
      return result;
    },
    lineOf: (file, offset) => read(file).slice(0, offset).split('\n').length,
  };
}
