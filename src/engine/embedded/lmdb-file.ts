/**
 * Looks at an LMDB file before LMDB does. LMDB maps the file and trusts it: garbage or a missing end
 * would kill the process (SIGSEGV, SIGBUS) instead of giving an error. Checked are both heads, the
 * length, and the first page of each tree; all pages that the trees use only when the file is shorter
 * than its head says, which is lawful as long as what is missing is not in use.
 *
 * Layout (lmdb-js 3.5, LMDB 0.9.90): page header of 24 bytes {pgno u64, txnid u64, pad u16, flags u16,
 * lower u16, upper u16}, then offsets of nodes (u16, counted from the header's end). Pages 0 and 1 are heads.
 */
import { type FileHandle, open } from 'node:fs/promises';

const MAGIC = 0xbeefc0de;
const HEADER_BYTES = 24;
const NODE_HEADER_BYTES = 8;
const BRANCH = 0x01;
const LEAF = 0x02;
/** The value stands on pages of its own; the node has only their number. */
const BIG = 0x01;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

interface Head {
  txnId: bigint;
  lastPage: number;
  /** The first pages of the tree of free pages and of the tree of rows; those that exist. */
  roots: number[];
}

class Damaged extends Error {}

/** @returns what is wrong with the file; undefined when LMDB can open it */
export async function findDamage(path: string, pageSizeBytes: number): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const pages = new PageReader(file, pageSizeBytes, Math.floor(size / pageSizeBytes));
    const head = newest(
      toHead(await pages.read(0), pageSizeBytes),
      toHead(await pages.read(1), pageSizeBytes),
    );
    for (const root of head.roots) await pages.readTree(root);
    if (head.lastPage >= pages.count) for (const root of head.roots) await walk(pages, root);
    return undefined;
  } catch (error) {
    if (error instanceof Damaged) return error.message;
    throw error;
  } finally {
    await file.close();
  }
}

function toHead(page: Buffer, pageSizeBytes: number): Head | undefined {
  if (page.readUInt32LE(HEADER_BYTES) !== MAGIC) return undefined;
  if (page.readUInt32LE(48) !== pageSizeBytes) return undefined;
  const roots = [48, 96]
    .map((tree) => page.readBigUInt64LE(tree + 40))
    .filter((root) => root !== NO_PAGE);
  return {
    txnId: page.readBigUInt64LE(152),
    lastPage: Number(page.readBigUInt64LE(144)),
    roots: roots.map(Number),
  };
}

function newest(a: Head | undefined, b: Head | undefined): Head {
  if (!a || !b) throw new Damaged('its head is not that of a database');
  return a.txnId > b.txnId ? a : b;
}

class PageReader {
  readonly count: number;
  readonly #file: FileHandle;
  readonly #pageSizeBytes: number;

  constructor(file: FileHandle, pageSizeBytes: number, count: number) {
    this.#file = file;
    this.#pageSizeBytes = pageSizeBytes;
    this.count = count;
  }

  async read(number: number): Promise<Buffer> {
    if (number >= this.count) throw new Damaged(`it ends before page ${number}`);
    const page = Buffer.alloc(this.#pageSizeBytes);
    await this.#file.read(page, 0, page.length, number * page.length);
    return page;
  }

  /** A page of a tree, which must say that it is one. */
  async readTree(number: number): Promise<Buffer> {
    const page = await this.read(number);
    const flags = page.readUInt16LE(18);
    if (
      page.readBigUInt64LE(0) !== BigInt(number) ||
      (flags & (BRANCH | LEAF)) === 0 ||
      page.readUInt16LE(20) > page.length
    )
      throw new Damaged(`page ${number} is not a page of it`);
    return page;
  }
}

/** Visits every page that a tree uses. */
async function walk(pages: PageReader, root: number): Promise<void> {
  const left = [root];
  for (let number = left.pop(); number !== undefined; number = left.pop()) {
    const page = await pages.readTree(number);
    const isBranch = (page.readUInt16LE(18) & BRANCH) !== 0;
    for (const node of nodesOf(page, number)) {
      if (isBranch) left.push(node.readUIntLE(0, 6));
      else if ((node.readUInt16LE(4) & BIG) !== 0) {
        const first = Number(node.readBigUInt64LE(NODE_HEADER_BYTES + node.readUInt16LE(6)));
        const length = Math.ceil((node.readUInt32LE(0) + HEADER_BYTES) / page.length);
        await pages.read(first + length - 1);
      }
    }
  }
}

function nodesOf(page: Buffer, number: number): Buffer[] {
  const count = page.readUInt16LE(20) >> 1;
  return Array.from({ length: count }, (_, index) => {
    const at = page.readUInt16LE(HEADER_BYTES + index * 2) + HEADER_BYTES;
    if (at + NODE_HEADER_BYTES > page.length)
      throw new Damaged(`page ${number} is not a page of it`);
    return page.subarray(at);
  });
}
