import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BrumeError } from '../../../platform/errors.ts';
import type { FunctionVersion, RuntimeStatus } from '../../interface.ts';
import { InvalidEntrypoint } from '../invalid-entrypoint.ts';
import type { RuntimeFamily, RuntimeProgram } from '../runtime.ts';
import { dotnetProgram, findDotnet, type DotnetRuntime } from './locate.ts';

/** Where AWS has it; here it only names the place. */
const RUNTIME_DIR = '/var/runtime';

/**
 * .NET functions that are executable assemblies: they hold Amazon.Lambda.RuntimeSupport and speak the
 * Runtime API themselves. Class libraries (`Assembly::Type::Method`) need a host that loads them, which
 * would have to be compiled C#; they are refused.
 * https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html
 */
export function createDotnetFamily(): RuntimeFamily {
  return {
    identifiers: ['dotnet10', 'dotnet8', 'dotnet6'],
    async prepare(identifier) {
      await findOrAdvise(identifier);
    },
    program: async (fn, taskDir) => programOf(fn, taskDir, await findOrAdvise(fn.runtime)),
    status: async (identifier) => statusOf(identifier, await findDotnet(majorOf(identifier))),
  };
}

async function findOrAdvise(identifier: string): Promise<DotnetRuntime> {
  const found = await findDotnet(majorOf(identifier));
  if (found) return found;
  throw new BrumeError('ERR_RUNTIME_MISSING', `.NET ${majorOf(identifier)} is not here.`, {
    hint: `${adviceOf(identifier)} brume runtimes lists what is here.`,
  });
}

function programOf(fn: FunctionVersion, taskDir: string, found: DotnetRuntime): RuntimeProgram {
  return {
    command: [dotnetProgram(found.root), assemblyOf(fn.handler, taskDir)],
    link: 'runtime-api',
    runtimeDir: RUNTIME_DIR,
    defaults: { DOTNET_ROOT: found.root },
    executionEnv: `AWS_Lambda_${fn.runtime}`,
    version: `dotnet:${majorOf(fn.runtime)}.v${found.version}`,
    needs: [found.root],
  };
}

/** @throws InvalidEntrypoint */
function assemblyOf(handler: string, taskDir: string): string {
  const [assembly = '', ...rest] = handler.split('::');
  if (rest.length > 0) {
    throw new InvalidEntrypoint(
      `Brume runs .NET functions that are executable assemblies, not class libraries such as ${handler}. Give the project a Main that runs LambdaBootstrapBuilder of Amazon.Lambda.RuntimeSupport, and set the handler to the assembly's name: ${assembly}`,
    );
  }
  const path = join(taskDir, `${assembly}.dll`);
  if (path.startsWith(`${taskDir}/`) && existsSync(path)) return path;
  throw new InvalidEntrypoint(
    `Could not find the specified handler assembly with the file name '${assembly}, Culture=neutral, PublicKeyToken=null'. The assembly should be located in the root of your uploaded .zip file.`,
  );
}

function statusOf(runtime: string, found: DotnetRuntime | undefined): RuntimeStatus {
  if (found)
    return { runtime, state: 'found', path: dotnetProgram(found.root), version: found.version };
  return { runtime, state: 'missing', advice: adviceOf(runtime) };
}

function adviceOf(identifier: string): string {
  return `Install the .NET ${majorOf(identifier)} runtime, so that dotnet --list-runtimes names it, or set DOTNET_ROOT to it.`;
}

function majorOf(identifier: string): number {
  return Number(identifier.slice('dotnet'.length));
}
