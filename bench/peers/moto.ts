/** moto's server, installed into a folder of its own when it is first asked for. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { start, type Started } from '../processes.ts';

const VERSION = '5.2.5';
const run = promisify(execFile);

/** @returns undefined, having said why, when it cannot be installed */
export async function startMoto(): Promise<Started | undefined> {
  const folder = join(tmpdir(), `brume-bench-moto-${VERSION}`);
  const python = join(folder, 'bin', 'python');
  try {
    if (!existsSync(join(folder, 'bin', 'moto_server'))) {
      await run('python3', ['-m', 'venv', folder]);
      await run(python, [
        '-m',
        'pip',
        'install',
        '--quiet',
        `moto[server,s3,dynamodb]==${VERSION}`,
      ]);
    }
  } catch (error) {
    console.log(`  moto is left out: ${String(error).split('\n')[0]}`);
    return undefined;
  }
  // It tells its port on the error stream.
  const words = ['-c', 'exec "$0" "$@" 2>&1', python, '-u', join(folder, 'bin', 'moto_server')];
  const moto = await start([...words, '-p', '0'], /Running on .*:\d+/, {}, 'sh');
  return { ...moto, stop: () => kill(moto) };
}

/** It does not end by SIGTERM while connections are open. */
function kill({ child }: Started): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit').once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
