import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Interpreter } from './locate.ts';

const run = promisify(execFile);
const SOURCE = fileURLToPath(new URL('.', import.meta.url));
const COMPILE_LIMIT_MS = 60_000;

/** @returns the folder with our bootstrap, compiled for this interpreter; made when it is not there yet */
export async function compiledBootstrap(
  interpreter: Interpreter,
  cacheDir: string,
): Promise<string> {
  const key = await fingerprint(interpreter);
  const target = join(cacheDir, 'runtimes', `python${interpreter.version}-${key}`);
  if (existsSync(target)) return target;
  await mkdir(dirname(target), { recursive: true });
  const temporary = await mkdtemp(join(dirname(target), '.compile-'));
  try {
    const words = ['-I', '-S', join(SOURCE, 'compile.py'), SOURCE, temporary];
    await run(interpreter.path, words, { timeout: COMPILE_LIMIT_MS });
    await chmod(temporary, 0o755); // functions are other users than Brume
    await rename(temporary, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error; // another process was faster
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return target;
}

/** Of the program, our sources and the rights: what was compiled before any changed is not used. */
async function fingerprint(interpreter: Interpreter): Promise<string> {
  const hash = createHash('sha256').update(`readable to all\0${interpreter.path}`);
  const names = await readdir(SOURCE, { recursive: true });
  for (const name of names.filter((each) => each.endsWith('.py')).toSorted()) {
    hash.update(name).update(await readFile(join(SOURCE, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
