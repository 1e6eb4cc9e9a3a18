/** The real aws CLI: where it is, how old it is, and what it needs to talk to Brume. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '../stack/options.ts';

export interface AwsCli {
  /** `2.9.19` */
  version: string;
  /** Why AWS_ENDPOINT_URL does not lead all its commands to Brume; undefined where it does. */
  whyOption: string | undefined;
}

/** The `aws` on PATH; undefined without one. */
export async function findAwsCli(env: NodeJS.ProcessEnv): Promise<AwsCli | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)('aws', ['--version'], { env });
    const match = /aws-cli\/(\d+)\.(\d+)\.(\d+)/.exec(stdout || stderr);
    if (!match) return undefined;
    return {
      version: match[0].slice('aws-cli/'.length),
      whyOption: whyOption(Number(match[1]), Number(match[2])),
    };
  } catch {
    return undefined;
  }
}

/**
 * All of version 1 that know the variable overrule it for some services, by an old list of host names
 * (its `overridesslcommonname.py`, 1.46 included); an endpoint given as an option is left alone.
 */
function whyOption(major: number, minor: number): string | undefined {
  if (major < 1 || (major === 1 && minor < 29) || (major === 2 && minor < 13))
    return 'does not know AWS_ENDPOINT_URL (1.29 and 2.13 do)';
  return major === 1
    ? 'sends sqs, emr, rds, docdb, neptune and health to AWS whatever AWS_ENDPOINT_URL says'
    : undefined;
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
