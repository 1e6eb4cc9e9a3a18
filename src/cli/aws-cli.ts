/** The real aws CLI: where it is, how old it is, and what it needs to talk to Brume. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '../stack/options.ts';

export interface AwsCli {
  /** `2.9.19` */
  version: string;
  /** Whether it honours AWS_ENDPOINT_URL: since 1.29.0 and 2.13.0. */
  honoursEndpointVariable: boolean;
}

/** The `aws` on PATH; undefined without one. */
export async function findAwsCli(env: NodeJS.ProcessEnv): Promise<AwsCli | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)('aws', ['--version'], { env });
    const match = /aws-cli\/(\d+)\.(\d+)\.(\d+)/.exec(stdout || stderr);
    if (!match) return undefined;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    return {
      version: match[0].slice('aws-cli/'.length),
      honoursEndpointVariable:
        major > 2 || (major === 2 && minor >= 13) || (major === 1 && minor >= 29),
    };
  } catch {
    return undefined;
  }
}

/**
 * Writes the CLI configuration that goes with `brume env` and returns its path. It holds what no
 * variable can say: `--payload` takes raw text as in version 1 and in the handbook.
 */
export async function writeAwsConfig(env: NodeJS.ProcessEnv, region: string): Promise<string> {
  const folder = join(defaultCacheDir(env), 'aws');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `config-${region}`);
  await writeFile(path, `[default]\nregion = ${region}\n${cliSettings}`);
  return path;
}

export const cliSettings = 'output = json\ncli_binary_format = raw-in-base64-out\ncli_pager =\n';
