import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** ELF machine numbers by Node's names of architectures. */
const MACHINES: Record<string, number> = { x64: 0x3e, arm64: 0xb7 };
const ELF_HEADER_BYTES = 20;
const EXECUTE_BITS = 0o111;

/**
 * Why the kernel would refuse to run a file, in Go's words, which AWS passes on; undefined: it would not.
 * Checked before the launch because a shell between us and the kernel gives other words, and would
 * run a file without a `#!` line as a script.
 */
export function findExecProblem(path: string): string | undefined {
  let head: Buffer;
  try {
    const stats = statSync(path);
    if (!stats.isFile() || (stats.mode & EXECUTE_BITS) === 0) return 'permission denied';
    head = readHead(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' ? 'permission denied' : 'no such file or directory';
  }
  if (head.toString('latin1', 0, 2) === '#!') return undefined;
  if (process.platform !== 'linux') return undefined; // other formats; the system itself will tell
  if (head.length < ELF_HEADER_BYTES || head.toString('latin1', 1, 4) !== 'ELF')
    return 'exec format error';
  const machine = MACHINES[process.arch];
  return machine !== undefined && head.readUInt16LE(18) !== machine
    ? 'exec format error'
    : undefined;
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(ELF_HEADER_BYTES);
    return head.subarray(0, readSync(file, head, 0, ELF_HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}
