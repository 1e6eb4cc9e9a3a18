/** What a function's process is shown, and held to. */
import type { FunctionVersion } from './interface.ts';
import type { RuntimeProgram } from './runtimes/runtime.ts';
import type { RuntimeFiles, SandboxLimits } from './sandbox/driver.ts';

/** Limits of every environment: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const OPEN_FILES = 1024;

export function limitsOf(
  fn: Pick<FunctionVersion, 'memoryMb' | 'ephemeralStorageMb'>,
): SandboxLimits {
  return { memoryMb: fn.memoryMb, tmpMb: fn.ephemeralStorageMb, openFiles: OPEN_FILES };
}

/** An interpreter that is part of the code, or of a layer, is shown with it. */
export function filesOf(
  program: RuntimeProgram,
  taskDir: string,
  optDir: string | undefined,
): RuntimeFiles {
  const [path = ''] = program.command;
  const own = [taskDir, optDir].some((folder) => folder && path.startsWith(`${folder}/`));
  return { program: own ? undefined : path, dir: program.runtimeDir, needs: program.needs };
}
