import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export const LAUNCHER = path.join(import.meta.dirname, '../../bin/brume.js');

/** A Brume of its own, started as a person starts it, with empty state in memory. */
export interface BrumeProcess {
  port: number;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it as Ctrl-C does. @throws when it does not end well */
  stop(): Promise<void>;
}

/**
 * Starts Brume on a free port and waits for its `Ready.` line.
 * @param flags of `brume start`
 * @throws with its output when it ends before
 */
export async function startBrume(
  folder: string,
  flags: readonly string[] = [],
): Promise<BrumeProcess> {
  const words = [LAUNCHER, 'start', '--port', '0', '--ephemeral', ...flags];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: withoutAws(process.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/^Ready\.$/m.test(output)) resolve();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('exit', (code) => reject(new Error(`Brume ended with ${code}:\n${output}`)));
  });
  await ready;
  const port = Number(/Endpoint\s+http:\/\/[^:\s]+:(\d+)/.exec(output)?.[1]);
  if (!port) throw new Error(`Brume printed no endpoint:\n${output}`);
  return {
    port,
    output: () => output,
    async stop() {
      if (child.exitCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      if (child.exitCode !== 0) throw new Error(`Brume ended with ${child.exitCode}:\n${output}`);
    },
  };
}

/** What surrounds a test must not point its commands at another endpoint, profile or account. */
export function withoutAws(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(AWS|BRUME|LOCALSTACK)_/.test(name)),
  );
}
