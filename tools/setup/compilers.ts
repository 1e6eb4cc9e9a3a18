import { aptInstall, debianTool } from './debian.ts';
import type { Tool } from './tool.ts';

/** A compiler and the kernel's headers for it: what `npm run build:native` takes. */
function compiler(name: string, ...packages: string[]): Tool {
  return {
    ...debianTool(name, '--version', packages[0]),
    install: () => aptInstall(...packages),
  };
}

export const compilers: readonly Tool[] = [
  compiler('x86_64-linux-gnu-gcc', 'gcc', 'linux-libc-dev'),
  compiler('aarch64-linux-gnu-gcc', 'gcc-aarch64-linux-gnu', 'linux-libc-dev-arm64-cross'),
];
