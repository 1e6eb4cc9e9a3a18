import { delimiter } from 'node:path';
import { BrumeError } from '../platform/errors.ts';
import { parseSandbox } from '../lambda-runtime/sandbox/select.ts';
import type { IamMode } from '../authorization/mode.ts';
import type { LogLevel } from '../platform/logger.ts';
import { DEFAULT_PORT, type StackOptions } from './options.ts';

export type LogFormat = 'pretty' | 'json';

/** What the environment asks for; flags win over it. */
export interface EnvironmentOptions extends StackOptions {
  logFormat?: LogFormat;
  ephemeral?: boolean;
}

const TRUE = new Set(['1', 'true', 'yes', 'on']);
const LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/**
 * Reads `BRUME_*`, and LocalStack's names for the same things so that its users need change nothing.
 * @throws BrumeError ERR_CONFIG for a value that cannot be meant
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv): EnvironmentOptions {
  const options: EnvironmentOptions = {};
  const listenAt = /^(?:([^:,]*):)?(\d+)/.exec(env['GATEWAY_LISTEN'] ?? '');
  const port = env['BRUME_PORT'] ?? listenAt?.[2] ?? env['EDGE_PORT'] ?? env['GATEWAY_PORT'];
  if (port !== undefined) options.port = parsePort(port);
  const host = env['BRUME_HOST'] ?? listenAt?.[1];
  if (host) options.host = host;
  const hostname = env['BRUME_HOSTNAME'] ?? env['LOCALSTACK_HOST']?.replace(/:\d+$/, '');
  if (hostname) options.hostname = hostname;
  const usesLocalStackNames = Object.keys(env).some((name) => name.startsWith('LOCALSTACK_'));
  const account = env['BRUME_ACCOUNT_ID'] ?? (usesLocalStackNames ? '000000000000' : undefined);
  if (account !== undefined) options.account = parseAccount(account);
  const region = env['BRUME_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? env['AWS_REGION'];
  if (region) options.region = parseRegion(region);
  if (env['BRUME_STATE_DIR']) options.stateDir = env['BRUME_STATE_DIR'];
  if (env['BRUME_PERSIST'] !== undefined)
    options.ephemeral = !TRUE.has(env['BRUME_PERSIST'].toLowerCase());
  const level =
    env['BRUME_LOG'] ?? env['LS_LOG'] ?? (TRUE.has(env['DEBUG'] ?? '') ? 'debug' : undefined);
  if (level !== undefined) options.logLevel = parseLevel(level);
  if (env['BRUME_LOG_FORMAT'] !== undefined)
    options.logFormat = parseLogFormat(env['BRUME_LOG_FORMAT']);
  Object.assign(options, iamOptions(env));
  const keepAlive = env['BRUME_LAMBDA_KEEPALIVE_MS'] ?? env['LAMBDA_KEEPALIVE_MS'];
  if (keepAlive !== undefined)
    options.lambdaKeepAliveMs = parseCount('BRUME_LAMBDA_KEEPALIVE_MS', keepAlive);
  const sandbox = env['BRUME_SANDBOX'];
  if (sandbox !== undefined) options.sandbox = parseSandbox(sandbox);
  const egress = env['BRUME_LAMBDA_EGRESS'];
  if (egress !== undefined) options.lambdaEgress = parseSwitch('BRUME_LAMBDA_EGRESS', egress);
  if (env['BRUME_HOT_RELOAD'])
    options.hotReloadRoots = env['BRUME_HOT_RELOAD'].split(delimiter).filter(Boolean);
  const standBy = env['BRUME_LAMBDA_STAND_BY'];
  if (standBy !== undefined) options.lambdaStandBy = parseSwitch('BRUME_LAMBDA_STAND_BY', standBy);
  return options;
}

function iamOptions(env: NodeJS.ProcessEnv): Pick<StackOptions, 'iam' | 'rootCredentials'> {
  const mode = env['BRUME_IAM'] ?? env['BRUME_ENFORCE_IAM'] ?? env['ENFORCE_IAM'];
  const rootCredentials = rootCredentialsOf(env);
  return {
    ...(mode !== undefined && { iam: parseIamMode(mode) }),
    ...(rootCredentials && { rootCredentials }),
  };
}

/** The keys of the root, where somebody has chosen them. @throws BrumeError ERR_CONFIG for half of them */
export function rootCredentialsOf(env: NodeJS.ProcessEnv): StackOptions['rootCredentials'] {
  const { BRUME_ROOT_ACCESS_KEY_ID: accessKeyId, BRUME_ROOT_SECRET_ACCESS_KEY: secretAccessKey } =
    env;
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw bad(
      'Only one half of the root credentials is set.',
      'Set both BRUME_ROOT_ACCESS_KEY_ID and BRUME_ROOT_SECRET_ACCESS_KEY.',
    );
  }
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

/** LocalStack's switch says 1 or 0. */
export function parseIamMode(text: string): IamMode {
  const mode = text.toLowerCase();
  if (mode === 'audit' || mode === 'soft') return 'audit';
  if (mode === 'enforce' || TRUE.has(mode)) return 'enforce';
  if (['off', '', '0', 'false', 'no'].includes(mode)) return 'off';
  throw bad(`"${text}" is not a mode of IAM.`, 'Use off, audit or enforce.');
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw bad(
    `"${text}" is not a port.`,
    `Use a number from 1 to 65535 (default ${DEFAULT_PORT}), or 0 for a free one.`,
  );
}

export function parseAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw bad(
    `"${text}" is not an account id.`,
    'Account ids have twelve digits, for example 123456789012.',
  );
}

export function parseRegion(text: string): string {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text;
  throw bad(`"${text}" is not a region.`, 'For example us-east-1.');
}

/** @param name of the setting, for the error */
export function parseSwitch(name: string, text: string): boolean {
  if (TRUE.has(text.toLowerCase())) return true;
  if (['0', 'false', 'no', 'off'].includes(text.toLowerCase())) return false;
  throw bad(`"${text}" is not a value of ${name}.`, 'Use on or off.');
}

export function parseLogFormat(text: string): LogFormat {
  if (text === 'pretty' || text === 'json') return text;
  throw bad(`"${text}" is not a log format.`, 'Use pretty or json.');
}

function parseLevel(text: string): LogLevel {
  const level = LEVELS.find((each) => each === text.toLowerCase());
  if (level) return level;
  throw bad(`"${text}" is not a log level.`, `Use one of ${LEVELS.join(', ')}.`);
}

function parseCount(name: string, text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw bad(`${name} is "${text}".`, 'Use a whole number of milliseconds.');
}

function bad(message: string, hint: string): BrumeError {
  return new BrumeError('ERR_CONFIG', message, { hint });
}
