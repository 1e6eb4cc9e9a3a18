/** Zips of functions together with the packages they use, as npm and pip have installed them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const ROOT = path.join(import.meta.dirname, '../..');
/** Read by no program that runs. */
const NOT_RUN = /\.(?:d\.[cm]?ts|map|md|markdown|pyc)$|(?:^|\/)(?:LICENSE|\.package-lock\.json)/;

interface Manifest {
  dependencies?: Record<string, string>;
}

/** @param names of npm packages; those that they need come along */
export function zipWithNpm(files: Record<string, string>, names: string[]): Promise<Buffer> {
  const zip = startZip(files);
  for (const folder of withDependencies(names)) addFolder(zip, path.join(ROOT, folder), folder);
  zip.end();
  return buffer(zip.outputStream);
}

/** @param folder where pip has put packages: `pip install --target` */
export function zipWithFolder(files: Record<string, string>, folder: string): Promise<Buffer> {
  const zip = startZip(files);
  addFolder(zip, folder, '');
  zip.end();
  return buffer(zip.outputStream);
}

function startZip(files: Record<string, string>): ZipFile {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  return zip;
}

/** The folders of packages and of all they need, found as node finds them. */
function withDependencies(names: string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = resolve(name, from);
    if (found.has(folder)) return;
    found.add(folder);
    const manifest = JSON.parse(
      readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'),
    ) as Manifest;
    for (const each of Object.keys(manifest.dependencies ?? {})) visit(each, folder);
  };
  for (const name of names) visit(name, '');
  return found;
}

function resolve(name: string, from: string): string {
  const own = path.join(from, 'node_modules', name);
  if (readdir(path.join(ROOT, own)).includes('package.json')) return own;
  if (from === '') throw new Error(`${name} is not installed.`);
  const parent = from.lastIndexOf('/node_modules/');
  return resolve(name, parent < 0 ? '' : from.slice(0, parent));
}

function readdir(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function addFolder(zip: ZipFile, folder: string, prefix: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.join(prefix, path.relative(folder, file));
    // Packages inside packages are visited by themselves.
    const isNested = path.relative(folder, file).includes('node_modules');
    if (entry.isFile() && !isNested && !NOT_RUN.test(name))
      // Packages are small and many: deflating them would take longer than all else here.
      zip.addFile(file, name, { compress: false });
  }
}
