import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidEntrypoint } from '../invalid-entrypoint.ts';
import type { RuntimeFamily } from '../runtime.ts';
import { findExecProblem } from './executable.ts';

/** Where AWS's base images have it; here it only names the place. */
const RUNTIME_DIR = '/var/runtime';

/**
 * Programs that bring their own runtime and speak the Runtime API: `bootstrap` for provided.*, the
 * handler itself for go1.x. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 */
export function createProvidedFamily(): RuntimeFamily {
  return {
    identifiers: ['provided.al2023', 'provided.al2', 'go1.x'],
    async prepare() {},
    async program(fn, taskDir, optDir) {
      const path =
        fn.runtime === 'go1.x' ? goProgram(taskDir, fn.handler) : bootstrapProgram(taskDir, optDir);
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

/** Of the code, else of a layer. */
function bootstrapProgram(taskDir: string, optDir: string | undefined): string {
  const folders = optDir === undefined ? [taskDir] : [taskDir, optDir];
  const found = folders.map((folder) => join(folder, 'bootstrap')).find((path) => existsSync(path));
  if (found) return found;
  throw new InvalidEntrypoint(
    "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
  );
}

function goProgram(taskDir: string, handler: string): string {
  const path = join(taskDir, handler);
  if (path.startsWith(`${taskDir}/`)) return path;
  throw new InvalidEntrypoint(`fork/exec /var/task/${handler}: no such file or directory`);
}
