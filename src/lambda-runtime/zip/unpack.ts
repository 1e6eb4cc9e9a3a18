import { createWriteStream } from 'node:fs';
import { chmod, mkdir, symlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { fromBufferPromise, type ZipFile } from 'yauzl';
import { InvalidCode } from '../interface.ts';
import {
  notAZip,
  planEntries,
  shown,
  unsafe,
  unzippedTooLarge,
  UNZIPPED_LIMIT_BYTES,
  type PlannedEntry,
} from './plan.ts';
import { staysInside } from './symlinks.ts';

const LONGEST_SYMLINK_BYTES = 4096;

/**
 * Unpacks a hostile zip into `folder`, which must be new and empty.
 * @returns the bytes that came out
 * @throws InvalidCode; what was unpacked until then is for the caller to remove
 */
export async function unpackZip(zip: Uint8Array, folder: string): Promise<number> {
  try {
    const file = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), {
      // Names are checked here, as bytes that became text in one way only.
      decodeStrings: false,
    });
    return await unpackAll(file, folder);
  } catch (error) {
    throw isOurs(error) ? error : notAZip();
  }
}

/** Errors of the disk are not the zip's fault. */
function isOurs(error: unknown): boolean {
  return error instanceof InvalidCode || (error as NodeJS.ErrnoException).syscall !== undefined;
}

async function unpackAll(file: ZipFile, folder: string): Promise<number> {
  const plan = await planEntries(file);
  const budget = { leftBytes: UNZIPPED_LIMIT_BYTES };
  const made = new Set<string>([folder]);
  const links = new Map<string, string>();
  for (const planned of plan) {
    const target = join(folder, planned.path);
    await makeFolder(planned.kind === 'folder' ? target : dirname(target), made);
    if (planned.kind === 'file') await writeFile(file, planned, target, budget);
    else if (planned.kind === 'symlink')
      links.set(planned.path, await readLink(file, planned, budget));
  }
  await makeLinks(folder, links);
  for (const planned of plan) {
    if (planned.kind === 'folder') await chmod(join(folder, planned.path), planned.mode);
  }
  return UNZIPPED_LIMIT_BYTES - budget.leftBytes;
}

async function makeFolder(path: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  await mkdir(path, { recursive: true });
  made.add(path);
}

/** Counts what really comes out, whatever the header says. */
function meter(budget: { leftBytes: number }): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      budget.leftBytes -= chunk.length;
      if (budget.leftBytes < 0) done(unzippedTooLarge());
      else done(null, chunk);
    },
  });
}

async function writeFile(
  file: ZipFile,
  planned: PlannedEntry,
  target: string,
  budget: { leftBytes: number },
): Promise<void> {
  const content = await file.openReadStreamPromise(planned.entry);
  await pipeline(content, meter(budget), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  await keepTime(target, planned.modifiedAt);
  await chmod(target, planned.mode); // not subject to the umask, and after the writing
}

/** Python takes a compiled file for out of date when its source is of another time than it says. */
async function keepTime(target: string, modifiedAt: Date): Promise<void> {
  const seconds = modifiedAt.getTime() / 1000;
  if (seconds >= 0 && seconds < 2 ** 32) await utimes(target, seconds, seconds);
}

async function readLink(
  file: ZipFile,
  planned: PlannedEntry,
  budget: { leftBytes: number },
): Promise<string> {
  if (planned.entry.uncompressedSize > LONGEST_SYMLINK_BYTES) {
    throw unsafe(`The symlink ${shown(planned.path)} is too long.`);
  }
  const content = await file.openReadStreamPromise(planned.entry);
  const target = (await buffer(content.pipe(meter(budget)))).toString('utf8');
  if (target === '' || target.includes('\0'))
    throw unsafe(`The symlink ${shown(planned.path)} leads nowhere.`);
  return target;
}

/** Links come last: while files are written there is nothing to follow. */
async function makeLinks(folder: string, links: ReadonlyMap<string, string>): Promise<void> {
  for (const path of links.keys()) {
    if (!staysInside(path, links)) throw unsafe(`The symlink ${shown(path)} leaves the folder.`);
  }
  for (const [path, target] of links) await symlink(target, join(folder, path));
}
