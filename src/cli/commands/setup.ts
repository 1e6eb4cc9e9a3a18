import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { BrumeError } from '../../platform/errors.ts';
import { cliSettings, findAwsCli } from '../aws-cli.ts';
import type { Command } from '../command.ts';
import { confirm } from '../confirm.ts';
import { endpointOptions, info } from '../running.ts';

export const setup: Command = {
  summary: 'Adds a profile "brume" to the AWS configuration: brume setup aws.',
  usage: 'brume setup aws [--yes]',
  options: { ...endpointOptions, yes: { type: 'boolean', short: 'y', help: 'Do not ask.' } },
  positionals: [1, 1],
  async run(call) {
    if (call.words[0] !== 'aws')
      throw new BrumeError('ERR_USAGE', `Brume cannot set up "${call.words[0]}".`, {
        hint: 'brume setup aws',
      });
    const { endpoint, region } = await info(call);
    const config = call.env['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config');
    const credentials =
      call.env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(homedir(), '.aws', 'credentials');
    await confirm(call, `Add the profile "brume" to ${config} and ${credentials}?`);
    await addSection(
      config,
      '[profile brume]',
      `region = ${region}\nendpoint_url = ${endpoint}\n${cliSettings}`,
    );
    await addSection(
      credentials,
      '[brume]',
      'aws_access_key_id = test\naws_secret_access_key = test\n',
    );
    call.output.data({ config, credentials, profile: 'brume' });
    call.output.line('Done. Use it with: aws --profile brume lambda list-functions');
    const cli = await findAwsCli(call.env);
    if (cli?.whyOption)
      call.output.note(
        `This aws ${cli.version} ${cli.whyOption}, and whatever a profile says; brume aws … is safe.`,
      );
  },
};

/** Adds a section at the end; one that is there already is the person's and stays as it is. */
async function addSection(path: string, header: string, body: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => '');
  if (before.split('\n').some((line) => line.trim() === header))
    throw new BrumeError('ERR_ALREADY_SET_UP', `${path} already has ${header}.`, {
      hint: 'Remove that section first to have it written anew.',
    });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await appendFile(
    path,
    `${before && !before.endsWith('\n') ? '\n' : ''}${before ? '\n' : ''}${header}\n${body}`,
    { mode: 0o600 },
  );
}
