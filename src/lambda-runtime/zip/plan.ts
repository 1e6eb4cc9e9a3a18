import type { Entry, ZipFile } from 'yauzl';
import { InvalidCode } from '../interface.ts';
import { findNameProblem, toCleanPath } from './entry-path.ts';

/** Unzipped code and layers together: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const UNZIPPED_LIMIT_BYTES = 262144000;
/** No limit of AWS: it bounds what a zip of empty files can cost. */
const MOST_ENTRIES = 200_000;
const NOT_A_ZIP =
  'Could not unzip uploaded file. Please check your file, then try to upload again.';

export type EntryKind = 'file' | 'folder' | 'symlink';

/** One thing to be made, in the order of the zip. */
export interface PlannedEntry {
  entry: Entry;
  path: string;
  kind: EntryKind;
  /** Permission bits. */
  mode: number;
  modifiedAt: Date;
}

/** Reads the whole directory of a zip and refuses what cannot be unpacked safely. @throws InvalidCode */
export async function planEntries(zip: ZipFile): Promise<PlannedEntry[]> {
  const plan: PlannedEntry[] = [];
  const kinds = new Map<string, EntryKind>();
  let declaredBytes = 0;
  if (zip.entryCount > MOST_ENTRIES) throw unsafe(`It has more than ${MOST_ENTRIES} entries.`);
  for await (const entry of zip.eachEntry()) {
    const planned = planEntry(entry);
    if (planned.path === '') continue;
    declaredBytes += entry.uncompressedSize;
    if (declaredBytes > UNZIPPED_LIMIT_BYTES) throw unzippedTooLarge();
    const known = kinds.get(planned.path);
    if (known && !(known === 'folder' && planned.kind === 'folder')) {
      throw unsafe(`The entry ${shown(planned.path)} is there twice.`);
    }
    kinds.set(planned.path, planned.kind);
    plan.push(planned);
  }
  assertParents(plan, kinds);
  assertNoOverlap(plan);
  if (!plan.some((planned) => planned.kind !== 'folder')) {
    throw new InvalidCode('empty', 'Uploaded file must be a non-empty zip');
  }
  return plan;
}

export function notAZip(): InvalidCode {
  return new InvalidCode('not-a-zip', NOT_A_ZIP);
}

export function unzippedTooLarge(): InvalidCode {
  return new InvalidCode(
    'unzipped-too-large',
    `Unzipped size must be smaller than ${UNZIPPED_LIMIT_BYTES} bytes`,
  );
}

/** AWS does not say which entry it was; we do. */
export function unsafe(why: string): InvalidCode {
  return new InvalidCode('unsafe-entry', `${NOT_A_ZIP} ${why}`);
}

export function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}

function planEntry(entry: Entry): PlannedEntry {
  const name = entry.fileNameRaw.toString('utf8');
  const problem = findNameProblem(name);
  if (problem) throw unsafe(`The entry ${shown(name)} ${problem}.`);
  if (entry.isEncrypted()) throw unsafe(`The entry ${shown(name)} is encrypted.`);
  if (!entry.canDecodeFileData()) {
    throw unsafe(
      `The entry ${shown(name)} is compressed by the unknown method ${entry.compressionMethod}.`,
    );
  }
  const kind = kindOf(entry, name);
  const modifiedAt = entry.getLastModDate({ timezone: 'UTC' }); // as Lambda's clocks
  return { entry, path: toCleanPath(name), kind, mode: modeOf(entry, kind), modifiedAt };
}

const UNIX_HOSTS = new Set([3, 19]);
const TYPE_BITS = 0o170000;
const TYPES: Record<number, EntryKind> = {
  0o040000: 'folder',
  0o100000: 'file',
  0o120000: 'symlink',
  0: 'file',
};

function unixMode(entry: Entry): number | undefined {
  if (!UNIX_HOSTS.has(entry.versionMadeBy >>> 8)) return undefined;
  return entry.externalFileAttributes >>> 16;
}

function kindOf(entry: Entry, name: string): EntryKind {
  if (name.endsWith('/')) return 'folder';
  const kind = TYPES[(unixMode(entry) ?? 0) & TYPE_BITS];
  if (!kind) throw unsafe(`The entry ${shown(name)} is a device, a socket or a pipe.`);
  return kind;
}

/** The zip's own permissions, without setuid and its like; folders stay usable for their owner. */
function modeOf(entry: Entry, kind: EntryKind): number {
  const bits = (unixMode(entry) ?? 0) & 0o777;
  if (kind === 'folder') return (bits || 0o755) | 0o700;
  return unixMode(entry) ? bits : 0o644;
}

/** No entry may lie below a file or behind a symlink. */
function assertParents(plan: readonly PlannedEntry[], kinds: ReadonlyMap<string, EntryKind>): void {
  for (const { path } of plan) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const kind = kinds.get(path.slice(0, cut));
      if (kind && kind !== 'folder') {
        throw unsafe(
          `The entry ${shown(path)} lies below ${shown(path.slice(0, cut))}, which is a ${kind}.`,
        );
      }
    }
  }
}

/** Entries that share compressed bytes are how a small zip becomes petabytes. */
function assertNoOverlap(plan: readonly PlannedEntry[]): void {
  const ranges = plan
    .map(({ entry, path }) => ({
      path,
      start: entry.relativeOffsetOfLocalHeader,
      size: entry.compressedSize,
    }))
    .toSorted((one, other) => one.start - other.start);
  let end = 0;
  for (const { path, start, size } of ranges) {
    if (start < end) throw unsafe(`The entry ${shown(path)} overlaps another.`);
    end = start + 30 + size; // a local header is 30 bytes at least
  }
}
