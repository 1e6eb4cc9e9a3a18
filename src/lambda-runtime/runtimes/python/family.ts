import { mkdir } from 'node:fs/promises';
import { BrumeError } from '../../../platform/errors.ts';
import { createFolderMemo } from '../folder-memo.ts';
import type { RuntimeFamily, RuntimeProgram } from '../runtime.ts';
import { compiledBootstrap } from './compiled.ts';
import { createInterpreterFinder, type Interpreter } from './locate.ts';
import { mentionsSdk } from './mentions-sdk.ts';
import { fetchSdk, hasSdk, sdkPlace, type SdkPlace } from './sdk.ts';
import { PYTHON_RUNTIMES, releaseOf } from './versions.ts';

/** An interpreter with our bootstrap compiled for it. */
interface Prepared {
  release: string;
  interpreter: Interpreter;
  runtimeDir: string;
  sdk: SdkPlace;
}

/**
 * No user's site-packages, no site (it reads the machine's packages and takes as long as all the rest),
 * no compiled files beside the function's code.
 */
const FLAGS = ['-s', '-S', '-B'];

/** Python functions, run by our own bootstrap with an interpreter that the machine has. */
export function createPythonFamily(cacheDir: string): RuntimeFamily {
  const finder = createInterpreterFinder();
  const prepared = shared((release: string) => prepare(release, cacheDir, finder.find), true);
  const fetched = shared(
    ({ release, interpreter, sdk }: Prepared) => fetchSdk(release, interpreter, sdk),
    false, // it may have failed; `hasSdk` knows
  );

  const mentions = createFolderMemo(mentionsSdk);

  return {
    identifiers: PYTHON_RUNTIMES,
    async prepare(identifier) {
      await prepared(releaseOf(identifier));
    },
    async program(fn, taskDir, optDir) {
      const runtime = await prepared(releaseOf(fn.runtime));
      const usesSdk =
        (await mentions(taskDir)) || (optDir !== undefined && (await mentions(optDir)));
      if (usesSdk && !hasSdk(runtime.sdk)) await fetched(runtime);
      return programOf(runtime, usesSdk);
    },
    async status(identifier) {
      const release = releaseOf(identifier);
      const found = await finder.find(release);
      return found
        ? { runtime: identifier, state: 'found', path: found.path, version: found.version }
        : { runtime: identifier, state: 'missing', advice: adviceFor(release) };
    },
  };
}

/** Who asks for the same meanwhile shares one call; its success is `kept`, or forgotten like a failure. */
function shared<K, V>(make: (key: K) => Promise<V>, kept: boolean): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>();
  return (key) => {
    const making = known.get(key) ?? make(key);
    if (known.has(key)) return making;
    known.set(key, making);
    const forget = (): void => void known.delete(key);
    making.then(kept ? undefined : forget, forget);
    return making;
  };
}

async function prepare(
  release: string,
  cacheDir: string,
  find: (release: string) => Promise<Interpreter | undefined>,
): Promise<Prepared> {
  const interpreter = await find(release);
  if (!interpreter) {
    throw new BrumeError('ERR_RUNTIME_MISSING', `Python ${release} is not on this machine.`, {
      hint: `${adviceFor(release)} Or use a runtime that is here: brume runtimes.`,
    });
  }
  const sdk = sdkPlace(release, cacheDir);
  await mkdir(sdk.folder, { recursive: true }); // a sandbox shows it before anything is in it
  return { release, interpreter, runtimeDir: await compiledBootstrap(interpreter, cacheDir), sdk };
}

function programOf(
  { release, interpreter, runtimeDir, sdk }: Prepared,
  usesSdk: boolean,
): RuntimeProgram {
  return {
    command: [interpreter.path, ...FLAGS, `${runtimeDir}/bootstrap.pyc`, sdk.packages],
    link: 'channel',
    runtimeDir,
    needs: [...interpreter.needs, runtimeDir, sdk.folder],
    standBy: { preload: usesSdk ? ['builtins', 'boto3'] : ['builtins'], environment: {} },
    defaults: { BRUME_LAYERS: '/opt' }, // read and removed by the bootstrap
    executionEnv: `AWS_Lambda_python${release}`,
    version: `python:${release}.v${interpreter.version}`,
  };
}

function adviceFor(release: string): string {
  return `Install it with uv python install ${release}, pyenv install ${release} or your system's package manager (python${release}); it is then found on PATH or in the folders of pyenv, uv, asdf and mise.`;
}
