import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidEntrypoint } from '../invalid-entrypoint.ts';
import type { RuntimeFamily } from '../runtime.ts';
import { findExecProblem } from './executable.ts';

/** Where AWS's base images have it; here it only names the place. */
const RUNTIME_DIR = '/var/runtime';
const LAYER_BOOTSTRAP = '/opt/bootstrap';

/**
 * Programs that bring their own runtime and speak the Runtime API: `bootstrap` for provided.*, the
 * handler itself for go1.x. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 */
export function createProvidedFamily(): RuntimeFamily {
  return {
    identifiers: ['provided.al2023', 'provided.al2', 'go1.x'],
    async prepare() {},
    async program(fn, taskDir) {
      const path =
        fn.runtime === 'go1.x' ? goProgram(taskDir, fn.handler) : bootstrapProgram(taskDir);
      const problem = findExecProblem(path);
      if (problem) throw new InvalidEntrypoint(`fork/exec ${path}: ${problem}`);
      return {
        command: [path],
        link: 'runtime-api',
        runtimeDir: RUNTIME_DIR,
        defaults: {},
        executionEnv: fn.runtime === 'go1.x' ? 'AWS_Lambda_go1.x' : undefined,
        version: fn.runtime.replace('.', ':'),
      };
    },
    async status(runtime) {
      return { runtime, state: 'found', advice: 'The function brings its own runtime.' };
    },
  };
}

function bootstrapProgram(taskDir: string): string {
  const candidates = [join(taskDir, 'bootstrap'), LAYER_BOOTSTRAP];
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new InvalidEntrypoint(
    `Couldn't find valid bootstrap(s): [/var/task/bootstrap ${LAYER_BOOTSTRAP}]`,
  );
}

function goProgram(taskDir: string, handler: string): string {
  const path = join(taskDir, handler);
  if (path.startsWith(`${taskDir}/`)) return path;
  throw new InvalidEntrypoint(`fork/exec /var/task/${handler}: no such file or directory`);
}
