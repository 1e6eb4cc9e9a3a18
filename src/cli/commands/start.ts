import { statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { parseSandbox } from '../../lambda-runtime/sandbox/select.ts';
import { BrumeError } from '../../platform/errors.ts';
import { elapsedMs } from '../../platform/real-time.ts';
import { createStack } from '../../stack/create-stack.ts';
import {
  optionsFromEnvironment,
  parseAccount,
  parseIamMode,
  parseLogFormat,
  parsePort,
  parseRegion,
  parseSwitch,
  type EnvironmentOptions,
} from '../../stack/environment.ts';
import { DEFAULT_ACCOUNT, DEFAULT_PORT, DEFAULT_REGION } from '../../stack/options.ts';
import { type Call, type Command, text } from '../command.ts';
import { describeIsolation } from '../isolation.ts';
import { firstScreen } from '../output/first-screen.ts';
import { jsonSink, prettySink } from '../output/log-sink.ts';
import { portOwner } from '../port-owner.ts';

export const start: Command = {
  summary: 'Starts Brume in the foreground.',
  usage: 'brume start [options]',
  options: {
    port: {
      type: 'string',
      short: 'p',
      value: 'PORT',
      help: `Port for everything (${DEFAULT_PORT}); 0 picks a free one.`,
    },
    host: { type: 'string', value: 'ADDRESS', help: 'Address to bind (127.0.0.1).' },
    hostname: { type: 'string', value: 'NAME', help: 'Name in returned URLs (localhost).' },
    'state-dir': { type: 'string', value: 'DIR', help: 'Where state lives (./.brume).' },
    persist: { type: 'string', value: 'DIR', help: 'Same as --state-dir.' },
    ephemeral: { type: 'boolean', help: 'Keep everything in memory.' },
    account: { type: 'string', value: 'ID', help: `Default account (${DEFAULT_ACCOUNT}).` },
    region: { type: 'string', value: 'REGION', help: `Default region (${DEFAULT_REGION}).` },
    sandbox: {
      type: 'string',
      value: 'KIND',
      help: 'How functions are isolated: namespaces, process, or auto (the better that works).',
    },
    iam: {
      type: 'string',
      value: 'MODE',
      help: 'Whether signatures and policies count: off, audit (note what would fail), or enforce (off).',
    },
    'hot-reload': {
      type: 'string',
      value: 'DIR',
      help: 'Where code may be run in place, S3Bucket=hot-reload (.).',
    },
    egress: {
      type: 'string',
      value: 'ON|OFF',
      help: 'Whether functions reach the network (on).',
    },
    'dynamodb-throttle': {
      type: 'boolean',
      help: "Hold requests to DynamoDB's provisioned throughput.",
    },
    'log-format': { type: 'string', value: 'FORMAT', help: 'pretty or json.' },
    verbose: { type: 'boolean', short: 'v', help: 'Log more.' },
    quiet: { type: 'boolean', short: 'q', help: 'Log only what goes wrong.' },
  },
  positionals: [0, 0],
  async run(call) {
    const options = resolveOptions(call);
    const { account = DEFAULT_ACCOUNT, region = DEFAULT_REGION } = options;
    const write = (line: string): void => void process.stdout.write(`${line}\n`);
    const logSink =
      options.logFormat === 'json' ? jsonSink(write) : prettySink(write, { account, region });
    warnAboutExposure(call, options.host);
    let stop = (): void => {};
    const [stack, isolation] = await Promise.all([
      createStack({
        lambdaStandBy: true,
        ...options,
        logSink,
        onShutdownRequest: () => stop(),
      }).catch(nameOwner(options)),
      describeIsolation(options.sandbox, options.lambdaEgress),
    ]);
    stop = stopOnce(call, () => stack.stop());
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
    // Since the process began, not since this line: it is what the person waited.
    const readyMs = Math.round(elapsedMs());
    write(firstScreen(stack, { stateDir: options.stateDir, isolation, readyMs }));
  },
};

function resolveOptions(call: Call): EnvironmentOptions {
  const options: EnvironmentOptions = { port: DEFAULT_PORT, ...optionsFromEnvironment(call.env) };
  const set = <K extends keyof EnvironmentOptions>(
    flag: string,
    key: K,
    parse: (value: string) => EnvironmentOptions[K],
  ): void => {
    const value = text(call, flag);
    if (value !== undefined) options[key] = parse(value);
  };
  const same = (value: string): string => value;
  set('port', 'port', parsePort);
  set('host', 'host', same);
  set('hostname', 'hostname', same);
  set('persist', 'stateDir', same);
  set('state-dir', 'stateDir', same);
  set('account', 'account', parseAccount);
  set('region', 'region', parseRegion);
  set('sandbox', 'sandbox', parseSandbox);
  set('egress', 'lambdaEgress', (value) => parseSwitch('--egress', value));
  set('iam', 'iam', parseIamMode);
  set('hot-reload', 'hotReloadRoots', parseFolders);
  set('log-format', 'logFormat', parseLogFormat);
  if (call.flags['dynamodb-throttle']) options.dynamodbThrottle = true;
  if (call.flags['verbose']) options.logLevel = 'debug';
  if (call.flags['quiet']) options.logLevel = 'warn';
  const ephemeral =
    call.flags['ephemeral'] === true || (options.ephemeral === true && !text(call, 'state-dir'));
  if (ephemeral && text(call, 'state-dir'))
    throw new BrumeError(
      'ERR_USAGE',
      '--ephemeral keeps everything in memory, so --state-dir has no meaning.',
      {
        hint: 'Leave one of them out.',
      },
    );
  if (ephemeral) delete options.stateDir;
  else options.stateDir = resolve(options.stateDir ?? '.brume');
  return options;
}

/** @throws BrumeError ERR_USAGE for what is no folder */
function parseFolders(text: string): string[] {
  const folders = text.split(delimiter).filter(Boolean);
  for (const folder of folders)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new BrumeError('ERR_USAGE', `--hot-reload: there is no folder ${folder}.`, {
        hint: 'Name the folder in which the code of functions lies.',
      });
  return folders;
}

function warnAboutExposure(call: Call, host: string | undefined): void {
  if (host === undefined || /^(127\.|localhost$|::1$)/.test(host)) return;
  call.output.note(
    `WARNING: Brume listens on ${host}: whoever reaches this address can run code on this machine with any credentials.`,
  );
}

/** The first signal drains; a second one, or the same again within a second being a terminal's echo, does not wait. */
function stopOnce(call: Call, stopStack: () => Promise<void>): () => void {
  let askedAtMs: number | undefined;
  return () => {
    if (askedAtMs !== undefined) {
      if (elapsedMs() - askedAtMs > 300) process.exit(130);
      return;
    }
    askedAtMs = elapsedMs();
    stopStack().then(
      () => process.exit(0),
      (error: unknown) => {
        call.output.error(error);
        process.exit(1);
      },
    );
  };
}

/** Says who holds the port. */
function nameOwner(options: EnvironmentOptions): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!(error instanceof BrumeError) || error.code !== 'ERR_PORT_IN_USE') throw error;
    const owner = await portOwner(options.port ?? DEFAULT_PORT);
    throw new BrumeError(
      'ERR_PORT_IN_USE',
      owner ? `${error.message.slice(0, -1)} by ${owner}.` : error.message,
      {
        ...(error.hint && { hint: error.hint }),
        cause: error,
      },
    );
  };
}
