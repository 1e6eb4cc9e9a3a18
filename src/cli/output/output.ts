/** What commands say: results to stdout, progress and errors to stderr; text for people or JSON for programs. */
import { styleText } from 'node:util';
import { BrumeError } from '../../platform/errors.ts';

export interface Output {
  readonly json: boolean;
  /** A result for people; nothing with `--json`. */
  line(text: string): void;
  /** A result for programs (one JSON document, the envelope of docs/reference/cli.md); nothing without `--json`. */
  data(data: unknown): void;
  /** One record of a stream (NDJSON) with `--json`, else `text`. */
  record(data: unknown, text: string): void;
  /** Progress and remarks. */
  note(text: string): void;
  error(error: unknown): void;
}

export function createOutput(options: { json: boolean; command: string }): Output {
  const { json, command } = options;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  return {
    json,
    line: (text) => {
      if (!json) print(text);
    },
    data: (data) => {
      if (json) print(JSON.stringify({ schemaVersion: 1, command, status: 'ok', data }));
    },
    record: (data, text) => print(json ? JSON.stringify(data) : text),
    note: (text) => void process.stderr.write(`${text}\n`),
    error(error) {
      const { code, message, hint } = describe(error);
      if (json)
        print(
          JSON.stringify({
            schemaVersion: 1,
            command,
            status: 'error',
            error: { code, message, ...(hint && { actions: [hint] }) },
          }),
        );
      process.stderr.write(`${paint('red', `ERROR ${code}:`)} ${message}\n`);
      if (hint) process.stderr.write(`How to solve this: ${hint}\n`);
    },
  };
}

function describe(error: unknown): { code: string; message: string; hint?: string | undefined } {
  if (error instanceof BrumeError)
    return { code: error.code, message: error.message, hint: error.hint };
  const unknown = error as Error;
  return {
    code: 'ERR_UNEXPECTED',
    message: unknown.stack ?? String(error),
    hint: 'This is a bug in Brume; please report it with the lines above.',
  };
}

/** Colour where stderr or stdout is a terminal; NO_COLOR and FORCE_COLOR are honoured by `styleText`. */
export function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { stream: process.stdout });
}
