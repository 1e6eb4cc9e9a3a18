// `npm run build:native`: compiles native/sandbox into native/prebuilt/. With --check it only says whether
// what is there was built from the sources as they are. docs/adr/0006-sandbox-program.md says why it is so.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { capture } from './command.ts';

const ROOT = path.join(import.meta.dirname, '..');
const SOURCES = path.join(ROOT, 'native', 'sandbox');

/** Debian: gcc, gcc-aarch64-linux-gnu. No C library and no headers but the kernel's are needed. */
const COMPILERS: Record<string, string> = {
  'linux-x64': 'x86_64-linux-gnu-gcc',
  'linux-arm64': 'aarch64-linux-gnu-gcc',
};

const FLAGS = [
  '-std=c11 -Os -Wall -Wextra -Werror',
  '-static -nostdlib -ffreestanding -fno-builtin -fno-stack-protector -fno-pie -no-pie',
  '-fno-asynchronous-unwind-tables -fno-unwind-tables -fno-ident',
  // Else the compiler makes memcpy() call itself.
  '-fno-tree-loop-distribute-patterns',
  '-ffunction-sections -fdata-sections -Wl,--gc-sections',
  '-Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-z,noexecstack -s',
].flatMap((line) => line.split(' '));

/** Of all sources; the program prints it with `--version`. */
export function nativeFingerprint(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(SOURCES).toSorted()) {
    hash.update(`${file}\0`).update(readFileSync(path.join(SOURCES, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

export function prebuiltPath(target: string): string {
  return path.join(ROOT, 'native', 'prebuilt', target, 'brume-sandbox');
}

/** @returns the targets whose program was built from other sources, or is not there */
export function staleTargets(): string[] {
  const fingerprint = nativeFingerprint();
  return Object.keys(COMPILERS).filter((target) => {
    const file = prebuiltPath(target);
    return !existsSync(file) || !readFileSync(file).includes(fingerprint);
  });
}

/** @returns false where this compiler is not installed */
export async function compileNative(target: string, output: string): Promise<boolean> {
  const sources = readdirSync(SOURCES).filter((file) => file.endsWith('.c'));
  const compiler = COMPILERS[target] ?? '';
  if (!(await exists(compiler))) return false;
  mkdirSync(path.dirname(output), { recursive: true });
  const define = `-DFINGERPRINT="${nativeFingerprint()}"`;
  const words = [...FLAGS, define, '-o', output, ...sources.toSorted()];
  const { code, text } = await capture(compiler, words, { cwd: SOURCES });
  if (code !== 0) throw new Error(text);
  chmodSync(output, 0o755);
  return true;
}

async function exists(compiler: string): Promise<boolean> {
  try {
    return (await capture(compiler, ['--version'], { cwd: SOURCES })).code === 0;
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--check')) {
    for (const [target, compiler] of Object.entries(COMPILERS)) {
      const built = await compileNative(target, prebuiltPath(target));
      console.log(built ? `built ${target}` : `SKIPPED ${target}: ${compiler} is not installed`);
    }
  }
  const stale = staleTargets();
  for (const target of stale)
    console.error(
      `native/prebuilt/${target} was not built from these sources: npm run build:native`,
    );
  process.exitCode = stale.length > 0 ? 1 : 0;
}
