/** Where things are outside and inside: code at AWS's places, nothing where the machine has it. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SandboxSpec } from '../driver.ts';

/** Shown as they are to every sandbox, so what lies there needs no place of its own. */
const SYSTEM = /^\/(usr|bin|sbin|lib|lib32|lib64|libx32)(\/|$)/;

/** Places that are the sandbox's own. */
const OWN = /^\/(tmp|opt|dev|proc|etc|var\/(task|runtime|lang))(\/|$)/;

export interface PathMap {
  /** Folders to show, outside and inside. */
  folders: readonly (readonly [outside: string, inside: string])[];
  /** Puts the inside's name for every outside path in a text. */
  translate(text: string): string;
}

/** @throws Error ENOENT when the code's folder is not there */
export function mapPaths(spec: SandboxSpec): PathMap {
  const { taskDir, optDir, tmpDir, runtime } = spec;
  const folders: [string, string][] = [];
  const names: [string, string][] = [[tmpDir, '/tmp']];
  const show = (outside: string, inside: string): void => {
    folders.push([outside, inside]);
    names.push([outside, inside]);
  };
  if (taskDir !== undefined) show(taskDir, '/var/task');
  if (optDir !== undefined) show(optDir, '/opt');
  const { program, dir, needs } = runtime;
  // A single file runs anywhere; an installation knows where it is, so it stays there.
  const moves = needs === undefined || (program !== undefined && needs.includes(program));
  if (existsSync(dir)) folders.push([dir, '/var/runtime']);
  if (moves) {
    names.push([dir, '/var/runtime']);
    if (program !== undefined) showProgram(program, needs !== undefined, show, names);
  }
  outermost(needs ?? []).forEach((path, at) => {
    if (SYSTEM.test(path) || !existsSync(path)) return;
    if (moves && (path === program || path === dir)) return;
    show(path, moves || OWN.test(path) ? `/var/needs/${at + 1}` : path);
  });
  return { folders, translate: makeTranslator(names) };
}

/** Without those that lie inside others. */
function outermost(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

/** An interpreter, alone or with the installation that it belongs to, at AWS's place. */
function showProgram(
  program: string,
  alone: boolean,
  show: (outside: string, inside: string) => void,
  names: [string, string][],
): void {
  if (SYSTEM.test(program) || !existsSync(program)) return;
  const real = realpathSync(program);
  if (SYSTEM.test(real)) return void names.push([program, real]);
  if (alone) return show(program, `/var/lang/bin/${basename(program)}`);
  const folder = dirname(real);
  const prefix = basename(folder) === 'bin' ? dirname(folder) : folder;
  show(prefix, '/var/lang');
  names.push([program, join('/var/lang', real.slice(prefix.length))]);
}

/** The longest outside path wins, and only whole names count. */
function makeTranslator(names: readonly (readonly [string, string])[]): (text: string) => string {
  const ordered = names.toSorted(([a], [b]) => b.length - a.length);
  const inside = new Map(ordered);
  const pattern = new RegExp(
    `(?<![\\w.-])(?:${ordered.map(([outside]) => escapeForPattern(outside)).join('|')})(?![\\w.-])`,
    'g',
  );
  return (text) => text.replace(pattern, (outside) => inside.get(outside) ?? outside);
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
