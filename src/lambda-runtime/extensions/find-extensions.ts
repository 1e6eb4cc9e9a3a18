import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One executable of a layer's `extensions` folder. */
export interface ExtensionProgram {
  /** The file's name, by which the extension must register. */
  name: string;
  path: string;
}

/** The external extensions that the function's layers bring, in order of their names. */
export function findExtensions(optDir: string | undefined): ExtensionProgram[] {
  if (optDir === undefined) return [];
  const folder = join(optDir, 'extensions');
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => ({ name, path: join(folder, name) }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
