/** Layers lie over each other at `/opt`: https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { staysInside } from './symlinks.ts';

/**
 * Makes `target` of the contents of unpacked folders, in order; a later file, link or folder takes the
 * place of an earlier one of another kind. Files are not copied but linked.
 * @param target must not exist yet
 */
export async function mergeFolders(sources: readonly string[], target: string): Promise<void> {
  const links = new Map<string, string>();
  await mkdir(target);
  for (const source of sources) await overlay(source, target, '', links);
  // Links come last, so that nothing is written through them. Harmless ones of two layers can lead
  // outside together; those are left out.
  for (const [path, to] of links)
    if (staysInside(path, links)) await symlink(to, join(target, path));
}

async function overlay(
  source: string,
  target: string,
  folder: string,
  links: Map<string, string>,
): Promise<void> {
  for (const entry of await readdir(join(source, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const from = join(source, path);
    const to = join(target, path);
    links.delete(path);
    if (entry.isDirectory()) {
      if (!(await isFolder(to))) {
        await rm(to, { force: true });
        await mkdir(to);
      }
      await overlay(source, target, path, links);
      continue;
    }
    await clear(to, path, links);
    if (entry.isSymbolicLink()) links.set(path, await readlink(from));
    else await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
  }
}

/** Removes what an earlier layer has in this place. */
async function clear(to: string, path: string, links: Map<string, string>): Promise<void> {
  await rm(to, { recursive: true, force: true });
  for (const each of links.keys()) if (each.startsWith(`${path}/`)) links.delete(each);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}
