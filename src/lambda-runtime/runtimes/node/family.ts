import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionVersion, RuntimeStatus } from '../../interface.ts';
import { createFolderMemo } from '../folder-memo.ts';
import type { RuntimeFamily, RuntimeProgram } from '../runtime.ts';
import { fetchNode } from './fetch.ts';
import { findNode, type NodeBinary } from './locate.ts';
import { bringsSdk, mentionsSdk } from './mentions-sdk.ts';
import { fetchSdk, hasSdk, makeSdkFolder, sdkPlace, type SdkPlace } from './sdk.ts';
import { findNodePackage, NODE_RUNTIMES, parseNodeMajor } from './versions.ts';

const RUNTIME_DIR = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.cjs', import.meta.url));

/** What functions that use the SDK most often load; clients of other services share most of it. */
const SDK_PRELOAD = ['builtins', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];
/** A copy of the SDK that a function brings along is its own; what that loads of Node is not. */
const OWN_SDK_PRELOAD = ['builtins'];

/** Node.js functions, run by our own bootstrap. */
export function createNodeFamily(cacheDir: string): RuntimeFamily {
  /** Found or being fetched, so that concurrent requests fetch once. */
  const binaries = new Map<number, Promise<NodeBinary>>();

  const getBinary = (identifier: string): Promise<NodeBinary> => {
    const major = parseNodeMajor(identifier) ?? 0;
    const known = binaries.get(major);
    if (known) return known;
    const getting = makeSdkFolder(sdkPlace(major, cacheDir))
      .then(() => findNode(major, cacheDir))
      .then((found) => found ?? fetchNode(major, cacheDir));
    binaries.set(major, getting);
    getting.catch(() => binaries.delete(major)); // the next request tries again
    return getting;
  };

  const mentions = createFolderMemo(mentionsSdk);
  /** Being fetched, so that concurrent cold starts fetch once. */
  const sdks = new Map<string, Promise<void>>();
  /** Where the SDK is; fetched if it is not there and something in `folders` needs it. */
  const getSdk = async (identifier: string, folders: readonly string[]): Promise<SdkPlace> => {
    const major = parseNodeMajor(identifier) ?? 0;
    const sdk = sdkPlace(major, cacheDir);
    if (hasSdk(sdk) || !(await Promise.all(folders.map(mentions))).includes(true)) return sdk;
    // A failure is told to the function, and the next cold start tries again.
    const getting =
      sdks.get(sdk.folder) ?? fetchSdk(major, sdk).finally(() => sdks.delete(sdk.folder));
    sdks.set(sdk.folder, getting);
    await getting;
    return sdk;
  };

  return {
    identifiers: NODE_RUNTIMES,
    async prepare(identifier, taskDir) {
      const sdk = taskDir === undefined ? undefined : getSdk(identifier, [taskDir]);
      await Promise.all([getBinary(identifier), sdk]);
    },
    async program(fn, taskDir, optDir) {
      const binary = await getBinary(fn.runtime);
      const folders = optDir === undefined ? [taskDir] : [taskDir, join(optDir, 'nodejs')];
      const sdk = await getSdk(fn.runtime, folders);
      const usesSdk = (await Promise.all(folders.map(mentions))).includes(true);
      const preload = usesSdk ? SDK_PRELOAD : folders.some(bringsSdk) ? OWN_SDK_PRELOAD : [];
      return programOf(fn, { binary, sdk, taskDir, preload });
    },
    async status(identifier) {
      const major = parseNodeMajor(identifier) ?? 0;
      return statusOf(identifier, await findNode(major, cacheDir));
    },
  };
}

function programOf(
  fn: FunctionVersion,
  parts: { binary: NodeBinary; sdk: SdkPlace; taskDir: string; preload: readonly string[] },
): RuntimeProgram {
  const { binary, sdk, taskDir, preload } = parts;
  const major = parseNodeMajor(fn.runtime) ?? 0;
  const nodeOptions = fn.environment['NODE_OPTIONS'] ?? '';
  return {
    command: [binary.path, ...flags(major, fn.memoryMb, nodeOptions), BOOTSTRAP],
    link: 'channel',
    readsEventPipe: true,
    runtimeDir: RUNTIME_DIR,
    defaults: {
      NODE_PATH: [
        `/opt/nodejs/node${major}/node_modules`,
        '/opt/nodejs/node_modules',
        sdk.nodeModules,
        RUNTIME_DIR,
        taskDir,
      ].join(':'),
    },
    executionEnv: `AWS_Lambda_nodejs${major}.x`,
    version: `nodejs:${major}.v${binary.version}`,
    needs: [binary.path, RUNTIME_DIR, sdk.folder],
    standBy: { preload, environment: { NODE_PATH: sdk.nodeModules } },
  };
}

/** What Lambda switches off: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-experimental-features */
function flags(major: number, memoryMb: number, nodeOptions: string): string[] {
  const list: string[] = [];
  // A tenth of the memory is for the young generation and buffers, as in AWS's own start script.
  if (!/--max[-_](old|semi)[-_]space[-_]size/.test(nodeOptions)) {
    list.push(`--max-old-space-size=${Math.floor(memoryMb * 0.9)}`);
  }
  if ((major === 20 || major === 22) && !nodeOptions.includes('--experimental-require-module')) {
    list.push('--no-experimental-require-module');
  }
  if (major === 22 && !nodeOptions.includes('--experimental-detect-module')) {
    list.push('--no-experimental-detect-module');
  }
  return list;
}

function statusOf(runtime: string, found: NodeBinary | undefined): RuntimeStatus {
  if (found) return { runtime, state: 'found', path: found.path, version: found.version };
  if (findNodePackage(process.platform, process.arch)) {
    return {
      runtime,
      state: 'fetchable',
      advice: 'It is fetched from npm when a function first needs it.',
    };
  }
  return {
    runtime,
    state: 'missing',
    advice: `npm has no Node.js package for ${process.platform}-${process.arch}.`,
  };
}
