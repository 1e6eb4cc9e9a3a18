import type { FunctionVersion, RuntimeStatus } from '../../interface.ts';
import { BrumeError } from '../../../platform/errors.ts';
import type { RuntimeFamily, RuntimeProgram } from '../runtime.ts';
import { jvmFlags } from './flags.ts';
import { findJdk, javaProgram, type Jdk } from './locate.ts';
import { bootstrapJar, prepareArchive, prepareJavaSupport } from './support.ts';

/** Where AWS has it; here it only names the place. */
const RUNTIME_DIR = '/var/runtime';

/** A JDK, and what goes with it. */
interface Ready {
  jdk: Jdk;
  folder: string;
  archive: string;
}

/** Java functions, on the JDKs that the machine has, run by our own bootstrap. */
export function createJavaFamily(cacheDir: string): RuntimeFamily {
  /** Ready or being made so, so that concurrent requests do it once. */
  const known = new Map<string, Promise<Ready>>();

  const get = (identifier: string): Promise<Ready> => {
    const already = known.get(identifier);
    if (already) return already;
    const preparing = makeReady(identifier, cacheDir);
    known.set(identifier, preparing);
    preparing.catch(() => known.delete(identifier)); // the next request tries again
    return preparing;
  };

  return {
    identifiers: ['java25', 'java21', 'java17', 'java11'],
    async prepare(identifier) {
      await get(identifier);
    },
    program: async (fn) => programOf(fn, await get(fn.runtime)),
    status: async (identifier) => statusOf(identifier, await findJdk(majorOf(identifier))),
  };
}

async function makeReady(identifier: string, cacheDir: string): Promise<Ready> {
  const jdk = await findJdk(majorOf(identifier));
  if (!jdk) {
    throw new BrumeError('ERR_RUNTIME_MISSING', `Java ${majorOf(identifier)} is not here.`, {
      hint: `${adviceOf(identifier)} brume runtimes lists what is here.`,
    });
  }
  const folder = await prepareJavaSupport(cacheDir);
  return { jdk, folder, archive: await prepareArchive(jdk, folder) };
}

function programOf(fn: FunctionVersion, { jdk, folder, archive }: Ready): RuntimeProgram {
  const flags = jvmFlags(fn.memoryMb, fn.environment, archive);
  return {
    command: [javaProgram(jdk.home), ...flags, '-jar', bootstrapJar(folder)],
    link: 'channel',
    runtimeDir: RUNTIME_DIR,
    defaults: { BRUME_LAYERS: '/opt' }, // where the bootstrap looks for jars of layers
    executionEnv: `AWS_Lambda_${fn.runtime}`,
    version: `java:${majorOf(fn.runtime)}.v${jdk.version}`,
    needs: [jdk.home, folder],
  };
}

function statusOf(runtime: string, jdk: Jdk | undefined): RuntimeStatus {
  if (jdk) return { runtime, state: 'found', path: javaProgram(jdk.home), version: jdk.version };
  return { runtime, state: 'missing', advice: adviceOf(runtime) };
}

function adviceOf(identifier: string): string {
  const major = majorOf(identifier);
  return `Install a JDK ${major} (Debian: openjdk-${major}-jdk-headless; SDKMAN, asdf, Homebrew) or set JAVA_HOME to one.`;
}

function majorOf(identifier: string): number {
  return Number(identifier.slice('java'.length));
}
