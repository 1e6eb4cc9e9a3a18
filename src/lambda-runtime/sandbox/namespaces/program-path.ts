import { accessSync, constants } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the sources as in the published package. */
const PREBUILT = new URL('../../../../native/prebuilt/', import.meta.url);

/** The program that builds sandboxes, for this machine; undefined where there is none. */
export function findSandboxProgram(
  platform: string = process.platform,
  arch: string = process.arch,
): string | undefined {
  const path = fileURLToPath(new URL(`${platform}-${arch}/brume-sandbox`, PREBUILT));
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}
