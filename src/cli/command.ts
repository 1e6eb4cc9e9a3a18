import type { ParseArgsConfig } from 'node:util';
import type { Output } from './output/output.ts';

/** One verb of the CLI: a file in `commands/`. */
export interface Command {
  /** One line for `brume help`. */
  summary: string;
  /** `brume invoke FUNCTION [options]` */
  usage: string;
  options: Readonly<Record<string, Option>>;
  /** How many words without a dash: [least, most]. */
  positionals: readonly [number, number];
  /** All words after the verb belong to another program. */
  passThrough?: boolean;
  run(call: Call): Promise<void> | void;
}

export interface Option {
  type: 'string' | 'boolean';
  short?: string;
  /** The word shown for a value in help: `--port PORT`. */
  value?: string;
  help: string;
}

export interface Call {
  /** Of the options given: strings and flags. */
  flags: Readonly<Record<string, string | boolean | undefined>>;
  words: readonly string[];
  output: Output;
  env: NodeJS.ProcessEnv;
}

export function toParseArgs(options: Command['options']): ParseArgsConfig['options'] {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short }]) => [
      name,
      { type, ...(short && { short }) },
    ]),
  );
}

/** An option's value as text; undefined when it was not given. */
export function text(call: Call, name: string): string | undefined {
  const value = call.flags[name];
  return typeof value === 'string' ? value : undefined;
}
