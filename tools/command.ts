import { spawn } from 'node:child_process';

/** How a program ended, with all it printed. */
export interface Ended {
  /** The exit code; 1 when a signal ended it. */
  code: number;
  /** stdout and stderr as they came. */
  text: string;
}

/** Runs a program with no input and keeps what it prints. @throws when it cannot be started */
export function capture(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const keep = (chunk: Buffer): void => {
      text += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

/** Runs a program whose output passes straight to the person, and is kept too when `onText` is given. */
export function relay(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; onText?: (text: string) => void } = {},
): Promise<number> {
  const { onText, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...rest,
      stdio: ['ignore', onText ? 'pipe' : 'inherit', 'inherit'],
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      onText?.(chunk.toString());
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
