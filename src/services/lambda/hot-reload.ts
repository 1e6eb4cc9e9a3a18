/**
 * Hot reload: `--code S3Bucket=hot-reload,S3Key=/absolute/folder` runs the code in that folder, and
 * the next invocation after a change runs the changed code. The name of the bucket is the one that
 * people of the field know.
 */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { codeIdOfFolder, folderOfCode, stampOfFolder } from '../../lambda-runtime/code-in-place.ts';
import type { FunctionVersion, LambdaRuntime, StoredCode } from '../../lambda-runtime/interface.ts';
import type { Context } from '../context.ts';
import type { CodeSource } from './code.ts';
import { invalidParameter } from './errors.ts';
import type { VersionRecord } from './function.ts';

const BUCKETS = new Set(['hot-reload', '__local__']);

export function isHotReload({ S3Bucket }: CodeSource): boolean {
  return S3Bucket !== undefined && BUCKETS.has(S3Bucket);
}

/**
 * Code that stays where it is.
 * @throws AwsError InvalidParameterValueException when the folder is none, or is outside of those
 *   from which code may be taken: whoever reaches the port could otherwise read the whole disk
 */
export async function codeInPlace(context: Context, source: CodeSource): Promise<StoredCode> {
  const asked = source.S3Key ?? '';
  if (!isAbsolute(asked))
    throw invalidParameter(
      `Hot reload needs the absolute path of a folder as S3Key, not "${asked}". For example S3Key=$PWD/src.`,
    );
  const folder = await realpath(asked).catch(() => undefined);
  if (folder === undefined || !(await stat(folder)).isDirectory())
    throw invalidParameter(`Hot reload: there is no folder ${asked}.`);
  const roots = await Promise.all(
    (context.settings.hotReloadRoots ?? []).map((root) => realpath(root).catch(() => root)),
  );
  if (!roots.some((root) => isWithin(folder, root)))
    throw invalidParameter(
      `Hot reload takes code from ${roots.join(' and ')} only, not from ${folder}. Start Brume in that folder, or with --hot-reload ${folder}.`,
    );
  return {
    codeId: codeIdOfFolder(folder),
    // What the folder holds changes; these name the place.
    sha256Base64: createHash('sha256').update(folder).digest('base64'),
    zipSizeBytes: 0,
    unzippedSizeBytes: 0,
  };
}

function isWithin(folder: string, root: string): boolean {
  const way = relative(root, folder);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** @throws AwsError InvalidParameterValueException: a version never changes, and this code does */
export function assertPublishable({ code }: VersionRecord): void {
  if (folderOfCode(code.codeId) === undefined) return;
  throw invalidParameter(
    'A function with hot reload has no versions: its code changes in place. Upload it as a zip file to publish it.',
  );
}

/** Follows the folders of functions that run in place. */
export interface HotReload {
  /** The version as its folder is now; instances of an earlier state finish what they do and end. */
  current(version: FunctionVersion): Promise<FunctionVersion>;
  /** Ends the instances of a configuration that nothing leads to any more. */
  retire(configId: string): void;
  clear(): void;
}

export function createHotReload(runtime: Pick<LambdaRuntime, 'retire'>): HotReload {
  /** The pool that runs a configuration now. */
  const pools = new Map<string, string>();
  const retire = (configId: string): void => {
    const pool = pools.get(configId);
    if (pool !== undefined) runtime.retire(pool);
    pools.delete(configId);
  };
  return {
    async current(version) {
      const folder = folderOfCode(version.codeId);
      if (folder === undefined) return version;
      // A folder that is gone is told by the instance that does not find its code.
      const stamp = await stampOfFolder(folder).catch(() => 'gone');
      const pool = `${version.configId}.${stamp}`;
      if (pools.get(version.configId) !== pool) retire(version.configId);
      pools.set(version.configId, pool);
      return { ...version, configId: pool };
    },
    retire,
    clear: () => pools.clear(),
  };
}
