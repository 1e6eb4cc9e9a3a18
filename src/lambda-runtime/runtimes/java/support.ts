import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BrumeError } from '../../../platform/errors.ts';
import { jvmFlags } from './flags.ts';
import { JAVA_LIBRARIES } from './libraries.ts';
import { javaProgram, type Jdk } from './locate.ts';
import { fetchJars } from './maven.ts';

const run = promisify(execFile);
const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.jar', import.meta.url));
const TRAINING_LIMIT_MS = 60_000;
const TRAINING_MEMORY_MB = 512;

/**
 * The folder with our bootstrap and AWS's libraries, which it names in its manifest; made once.
 * Another process doing the same at the same time does no harm: whoever renames first wins.
 * @throws BrumeError ERR_RUNTIME_MISSING
 */
export async function prepareJavaSupport(cacheDir: string): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(BOOTSTRAP))
    .digest('hex');
  const folder = join(cacheDir, 'runtimes', `java-${digest.slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const temporary = await mkdtemp(join(dirname(folder), '.fetch-'));
  try {
    await fetchJars(JAVA_LIBRARIES, temporary);
    await chmod(temporary, 0o755); // for functions that run as another user
    await copyFile(BOOTSTRAP, join(temporary, 'bootstrap.jar'));
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } catch (error) {
    throw missing(error);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

function missing(error: unknown): BrumeError {
  const { code, stdout, message } = error as { code?: string; stdout?: string; message: string };
  const why =
    code === 'ENOENT' ? 'Maven (mvn) is not here.' : firstLine(stdout?.trim() ? stdout : message);
  const { group, artifact, version } = JAVA_LIBRARIES[0] ?? {};
  return new BrumeError(
    'ERR_RUNTIME_MISSING',
    `The libraries of the Java runtime could not be fetched: ${why}`,
    {
      hint: `Brume gets two of AWS's libraries from Maven once. Check that mvn is installed and works: mvn dependency:get -Dartifact=${group}:${artifact}:${version}`,
      cause: error,
    },
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? text;
}

/**
 * Where the class-data archive of a JDK is, which halves the start of a function. Made when it is not
 * there, by a training run that says which classes are loaded; a JDK that cannot make one runs without.
 * It holds the JDK's classes too, because JREs made by jlink bring no archive of their own. It is good
 * only where functions see the folder at the same path.
 */
export async function prepareArchive(jdk: Jdk, folder: string): Promise<string> {
  const place = createHash('sha256').update(jdk.home).digest('hex').slice(0, 8);
  const archive = join(folder, `${jdk.version}-${place}.jsa`);
  if (existsSync(archive)) return archive;
  const temporary = `${archive}.${process.pid}`;
  const list = `${temporary}.classes`;
  const java = (...args: string[]): Promise<unknown> =>
    run(javaProgram(jdk.home), [...archiveFlags(), ...args], { timeout: TRAINING_LIMIT_MS });
  const jar = bootstrapJar(folder);
  try {
    await java('-Xshare:off', `-XX:DumpLoadedClassList=${list}`, '-jar', jar, '--train');
    const files = [`-XX:SharedClassListFile=${list}`, `-XX:SharedArchiveFile=${temporary}`];
    await java('-Xshare:dump', ...files, '-cp', jar);
    await rename(temporary, archive);
  } catch {
    await rm(temporary, { force: true });
  } finally {
    await rm(list, { force: true });
  }
  return archive;
}

/** As functions run, but for their memory: an archive made with other flags may not be taken. */
function archiveFlags(): string[] {
  return jvmFlags(TRAINING_MEMORY_MB, {}, '').filter((flag) => !/share|cds/i.test(flag));
}

export function bootstrapJar(folder: string): string {
  return join(folder, 'bootstrap.jar');
}
