import { aptInstall, onPath } from './debian.ts';
import { ask, type Tool } from './tool.ts';

/** AWS CLI version 2: Debian's package, or whatever `aws` of version 2 is on PATH. */
export const awsCliV2: Tool = {
  name: 'aws CLI v2',
  async find() {
    const candidates = [...new Set(['/usr/bin/aws', ...onPath('aws')])];
    const versions = await Promise.all(candidates.map((path) => versionOf(path)));
    const index = versions.findIndex((version) => version?.startsWith('2.'));
    const path = candidates[index];
    const version = versions[index];
    return path !== undefined && version !== undefined ? { path, version } : undefined;
  },
  install: () => aptInstall('awscli'),
  advice: 'install AWS CLI version 2 so that some `aws` on PATH is of that version.',
};

async function versionOf(path: string): Promise<string | undefined> {
  const text = await ask(path, '--version');
  return text === undefined ? undefined : /aws-cli\/(\S+)/.exec(text)?.[1];
}
