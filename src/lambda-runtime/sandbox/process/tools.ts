import { existsSync } from 'node:fs';

/** Programs that the process driver starts functions through, where the machine has them. */
export interface SandboxTools {
  /** Sets limits (ulimit), then becomes the program. */
  shell: string | undefined;
  /** Ends the program with Brume and denies new privileges; Linux only (util-linux). */
  setpriv: string | undefined;
}

export function findSandboxTools(): SandboxTools {
  return {
    shell: found('/bin/sh'),
    setpriv: process.platform === 'linux' ? found('/usr/bin/setpriv') : undefined,
  };
}

function found(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
