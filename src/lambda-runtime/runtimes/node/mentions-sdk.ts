import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beyond so many files nobody waits for an answer: the SDK is fetched once. */
const MOST_FILES = 5000;
const SOURCE = /\.[cm]?js$/;
/** As code loads it; bundles that contain the SDK name it in other ways. */
const LOADS_SDK = /(?:\brequire\s*\(|\bfrom|\bimport\s*\(?)\s*["'`](@(?:aws-sdk|smithy)\/[\w.-]+)/g;
/** As a package depends on it. */
const DEPENDS_ON_SDK = /"(@aws-sdk\/[\w.-]+)"\s*:/g;

/**
 * Whether code needs a part of the AWS SDK that it does not bring along.
 * @param root of a function or of what layers have for Node.js; it need not exist
 */
export async function mentionsSdk(root: string): Promise<boolean> {
  const own = join(root, 'node_modules');
  let files = 0;
  const names = async (file: string, pattern: RegExp): Promise<boolean> => {
    if (++files > MOST_FILES) return true;
    const text = await readFile(file, 'latin1').catch(() => '');
    return [...text.matchAll(pattern)].some(([, name = '']) => !existsSync(join(own, name)));
  };
  const inFolder = async (folder: string): Promise<boolean> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (await (entry.name === 'node_modules' ? inPackages(path) : inFolder(path))) return true;
      } else if (SOURCE.test(entry.name) && (await names(path, LOADS_SDK))) return true;
    }
    return false;
  };
  const inPackages = async (folder: string): Promise<boolean> => {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (name === '@aws-sdk' || name === '@smithy' || name.startsWith('.')) continue;
      if (
        name.startsWith('@')
          ? await inPackages(path)
          : await names(join(path, 'package.json'), DEPENDS_ON_SDK)
      )
        return true;
    }
    return false;
  };
  return inFolder(root);
}

/** Whether a folder of code has a copy of the AWS SDK among its packages. */
export function bringsSdk(root: string): boolean {
  return existsSync(join(root, 'node_modules', '@aws-sdk'));
}
