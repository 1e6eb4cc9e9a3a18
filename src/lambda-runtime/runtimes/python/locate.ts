import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listPlaces } from './places.ts';

const run = promisify(execFile);
const PROBE = fileURLToPath(new URL('./probe.py', import.meta.url));
const PROBE_LIMIT_MS = 10_000;

/** A CPython that was run once and told about itself. */
export interface Interpreter {
  /** The program itself, links and shims resolved. */
  path: string;
  /** `3.12.1` */
  version: string;
  /** Folders and files without which it does not run, beside the system's own libraries. */
  needs: readonly string[];
}

/** Finds interpreters; each program is run at most once, while this object lives. */
export interface InterpreterFinder {
  /** @param release `3.12` */
  find(release: string): Promise<Interpreter | undefined>;
}

export function createInterpreterFinder(env = process.env): InterpreterFinder {
  const asked = new Map<string, Promise<Interpreter | undefined>>();
  const ask = (path: string): Promise<Interpreter | undefined> => {
    const known = asked.get(path);
    if (known) return known;
    const asking = probe(path);
    asked.set(path, asking);
    void asking.then((found) => found ?? asked.delete(path)); // it may be repaired
    return asking;
  };
  return {
    async find(release) {
      for (const path of await listPlaces(release, env)) {
        if (!(await isProgram(path))) continue;
        const found = await ask(path);
        if (found?.version.startsWith(`${release}.`)) return found;
      }
      return undefined;
    },
  };
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface ProbeAnswer {
  implementation: string;
  version: string;
  path: string;
  prefix: string;
  library: string[];
}

/** @returns undefined for what does not run, or is no CPython */
async function probe(path: string): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await run(path, ['-I', '-S', PROBE], { timeout: PROBE_LIMIT_MS });
    const answer = JSON.parse(stdout) as ProbeAnswer;
    if (answer.implementation !== 'cpython') return undefined;
    return { path: answer.path, version: answer.version, needs: needsOf(answer) };
  } catch {
    return undefined;
  }
}

/** A Python of the system's shares its prefix with everything else; others have a folder of their own. */
function needsOf({ path, prefix, library }: ProbeAnswer): string[] {
  return prefix === '/usr' || prefix === '/usr/local' ? [path, ...library] : [prefix];
}
