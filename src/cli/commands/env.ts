import { s3EndpointFor } from '../../platform/s3-endpoint.ts';
import { writeFile } from 'node:fs/promises';
import { rootCredentialsOf } from '../../stack/environment.ts';
import { DEFAULT_ROOT_CREDENTIALS } from '../../stack/options.ts';
import { BrumeError } from '../../platform/errors.ts';
import { findAwsCli, writeAwsConfig } from '../aws-cli.ts';
import { type Command, text } from '../command.ts';
import { endpointOptions, info } from '../running.ts';

type Variables = Readonly<Record<string, string>>;

/** How each shell sets a variable, and wraps a CLI for which AWS_ENDPOINT_URL is not enough. */
const SHELLS: Readonly<Record<string, { set(name: string, value: string): string; wrap: string }>> =
  {
    sh: {
      set: (name, value) => `export ${name}=${quote(value)}`,
      // Scripts that bash runs get it, too.
      wrap: 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\nif [ -n "${BASH_VERSION:-}" ]; then export -f aws; fi',
    },
    fish: {
      set: (name, value) => `set -gx ${name} ${quote(value)}`,
      wrap: 'function aws; command aws --endpoint-url "$AWS_ENDPOINT_URL" $argv; end',
    },
    powershell: {
      set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
      wrap: 'function aws { & (Get-Command aws -CommandType Application)[0] --endpoint-url $env:AWS_ENDPOINT_URL @args }',
    },
  };

export const env: Command = {
  summary: 'Prints what points AWS tools at Brume: eval "$(brume env)".',
  usage: 'brume env [--shell sh|fish|powershell] [-o json] [--write FILE]',
  options: {
    ...endpointOptions,
    shell: { type: 'string', value: 'SHELL', help: 'sh (bash, zsh), fish or powershell.' },
    output: { type: 'string', short: 'o', value: 'json', help: 'Print JSON instead.' },
    write: {
      type: 'string',
      value: 'FILE',
      help: 'Write NAME=value lines to a file such as .env.',
    },
  },
  positionals: [0, 0],
  async run(call) {
    const { endpoint, region } = await info(call);
    const { accessKeyId, secretAccessKey } =
      rootCredentialsOf(call.env) ?? DEFAULT_ROOT_CREDENTIALS;
    const variables: Variables = {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: s3EndpointFor(endpoint),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_CONFIG_FILE: await writeAwsConfig(call.env, region),
    };
    const file = text(call, 'write');
    if (file) {
      await writeFile(
        file,
        Object.entries(variables)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
      call.output.note(`Wrote ${file}.`);
      return;
    }
    if (call.output.json) return call.output.data(variables);
    if (text(call, 'output') === 'json')
      return call.output.line(JSON.stringify(variables, null, 2));
    const name = text(call, 'shell') ?? 'sh';
    const shell = SHELLS[name];
    if (!shell)
      throw new BrumeError('ERR_USAGE', `There is no shell "${name}".`, {
        hint: `Use one of ${Object.keys(SHELLS).join(', ')}.`,
      });
    for (const [key, value] of Object.entries(variables)) call.output.line(shell.set(key, value));
    const cli = await findAwsCli(call.env);
    if (cli?.whyOption) {
      call.output.line(`# aws ${cli.version} ${cli.whyOption}, so it is told by an option.`);
      call.output.line(shell.wrap);
    }
  },
};

function quote(value: string): string {
  return /^[\w./:@-]*$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
