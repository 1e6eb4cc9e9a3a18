/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
import { s3EndpointFor } from '../platform/s3-endpoint.ts';
import type { Credentials, FunctionVersion } from './interface.ts';

/** Names that a customer may not set; the lambda service refuses them, and here they would be overwritten. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

/** AWS_LAMBDA_INITIALIZATION_TYPE */
export type InitializationType = 'on-demand' | 'provisioned-concurrency';

export interface EnvironmentInput {
  fn: FunctionVersion;
  credentials: Credentials;
  taskDir: string;
  /** Where the layers are when the sandbox cannot show them at `/opt`. */
  optDir?: string | undefined;
  runtimeDir: string;
  tmpDir: string;
  logStream: string;
  initializationType?: InitializationType;
  endpointUrl: string;
  /** `127.0.0.1:9001` */
  runtimeApi: string | undefined;
  /** What the runtime itself adds (NODE_PATH). */
  runtimeDefaults: Readonly<Record<string, string>>;
  /** Undefined for provided.* runtimes. */
  executionEnv: string | undefined;
}

/** Everything a function process sees. Later groups win: defaults, customer, credentials, platform. */
export function makeEnvironment(input: EnvironmentInput): Record<string, string> {
  return {
    ...relocate({ ...defaults(input), ...input.fn.environment }, input.optDir),
    ...scratch(input.tmpDir),
    AWS_ACCESS_KEY_ID: input.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: input.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: input.credentials.sessionToken,
    ...platform(input),
  };
}

/** Variables whose values commonly name files of layers. */
const LAYER_PATHS = [
  'PATH',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'NODE_OPTIONS',
  'PYTHONPATH',
  'GEM_PATH',
  'RUBYLIB',
  'RUBYOPT',
  'CLASSPATH',
  'JAVA_TOOL_OPTIONS',
  'AWS_LAMBDA_EXEC_WRAPPER',
  'BRUME_LAYERS', // our own bootstraps': the folder itself
];

/** Not AWS's, whose functions have their layers at /opt: the process driver cannot put them there. */
function relocate(
  variables: Record<string, string>,
  optDir: string | undefined,
): Record<string, string> {
  if (optDir === undefined) return variables;
  const moved = { ...variables };
  for (const name of LAYER_PATHS) {
    // A path of its own: at the beginning, or behind `:`, `=` or a space.
    const value = moved[name]?.replace(/(?<=^|[:=\s])\/opt(?=\/|:|\s|$)/g, () => optDir);
    if (value !== undefined) moved[name] = value;
  }
  return moved;
}

/** What a customer may override. */
function defaults(input: EnvironmentInput): Record<string, string> {
  const { taskDir, runtimeDir } = input;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: '/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LD_LIBRARY_PATH: `/lib64:/usr/lib64:${runtimeDir}:${runtimeDir}/lib:${taskDir}:${taskDir}/lib:/opt/lib`,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '169.254.79.129:2000',
    // SDKs of all languages read it: calls go to Brume instead of AWS.
    AWS_ENDPOINT_URL: input.endpointUrl,
    // Whoever calls elsewhere calls S3 there too.
    ...(input.fn.environment.AWS_ENDPOINT_URL === undefined && {
      AWS_ENDPOINT_URL_S3: s3EndpointFor(input.endpointUrl),
    }),
    ...input.runtimeDefaults,
  };
}

/** Not AWS's, whose functions own /tmp: the process driver cannot give each its own. */
function scratch(tmpDir: string): Record<string, string> {
  return { TMPDIR: tmpDir, TMP: tmpDir, TEMP: tmpDir };
}

function platform(input: EnvironmentInput): Record<string, string> {
  const { fn } = input;
  return {
    _HANDLER: fn.handler,
    AWS_REGION: fn.region,
    AWS_DEFAULT_REGION: fn.region,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: fn.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: input.initializationType ?? 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: input.logStream,
    ...(fn.logFormat === 'JSON' && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: fn.applicationLogLevel ?? 'INFO',
    }),
    LAMBDA_TASK_ROOT: input.taskDir,
    LAMBDA_RUNTIME_DIR: input.runtimeDir,
    ...(input.executionEnv !== undefined && { AWS_EXECUTION_ENV: input.executionEnv }),
    ...(input.runtimeApi !== undefined && { AWS_LAMBDA_RUNTIME_API: input.runtimeApi }),
  };
}
