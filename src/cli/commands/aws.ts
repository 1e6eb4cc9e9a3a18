import { spawn } from 'node:child_process';
import { rootCredentialsOf } from '../../stack/environment.ts';
import { DEFAULT_ROOT_CREDENTIALS } from '../../stack/options.ts';
import { BrumeError } from '../../platform/errors.ts';
import { writeAwsConfig } from '../aws-cli.ts';
import type { Command } from '../command.ts';
import { info } from '../running.ts';

export const aws: Command = {
  summary: 'Runs the real aws CLI with everything set for Brume.',
  usage: 'brume aws SERVICE OPERATION …',
  options: {},
  positionals: [0, Infinity],
  passThrough: true,
  async run(call) {
    const { endpoint, region } = await info(call);
    // A profile or another endpoint of the person's must not lead a command to the real cloud.
    const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, ...rest } = call.env;
    const { accessKeyId, secretAccessKey } =
      rootCredentialsOf(call.env) ?? DEFAULT_ROOT_CREDENTIALS;
    const env = {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      ...rest,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_CONFIG_FILE: await writeAwsConfig(call.env, region),
    };
    const child = spawn('aws', ['--endpoint-url', endpoint, ...call.words], {
      env,
      stdio: 'inherit',
    });
    process.exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', (cause) =>
        reject(
          new BrumeError('ERR_TOOL_MISSING', 'The aws CLI is not on PATH.', {
            hint: 'Install it (https://aws.amazon.com/cli/, or pip install awscli), then run the same again.',
            cause,
          }),
        ),
      );
      child.once('exit', (code) => resolve(code ?? 1));
    });
  },
};
