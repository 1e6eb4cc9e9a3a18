import type { BootDependencies } from '../boot.ts';
import type { FunctionVersion } from '../interface.ts';
import { filesOf, limitsOf } from '../process-needs.ts';
import { kindOf } from './kind.ts';

/** Starts processes ahead that can become this function, and resolves when they wait. Never rejects: a cold start works without. */
export async function expectFunction(fn: FunctionVersion, deps: BootDependencies): Promise<void> {
  const { standBy } = deps;
  if (!standBy || !deps.egress) return;
  try {
    const [taskDir, optDir, driver] = await Promise.all([
      deps.codeFolder(fn.codeId),
      deps.layerFolder(fn.layerIds),
      deps.driver.get(),
    ]);
    const program = await deps.program(fn, taskDir, optDir);
    const spec = {
      command: program.command,
      environment: {},
      taskDir,
      optDir,
      tmpDir: '',
      runtime: filesOf(program, taskDir, optDir),
      channel: true,
      limits: limitsOf(fn),
    };
    const kind = kindOf(program, spec, { own: fn.environment, driver });
    if (kind) await standBy.want(kind, driver);
  } catch (error) {
    deps.log.debug('Nothing was started ahead', { function: fn.arn, error });
  }
}
