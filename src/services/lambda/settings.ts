/** From the members that CreateFunction and UpdateFunctionConfiguration share to stored settings. */
import type {
  CreateFunctionRequest,
  LoggingConfig,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import { notImplemented } from '../../protocol/aws-error.ts';
import { assertCurrentRuntime } from './runtime-identifiers.ts';
import { assertEnvironment } from './environment.ts';
import { aboveMaximum, invalidParameter } from './errors.ts';
import type { FunctionSettings } from './function.ts';
import {
  DEFAULT_EPHEMERAL_STORAGE_MB,
  DEFAULT_MEMORY_MB,
  DEFAULT_TIMEOUT_SECONDS,
  EPHEMERAL_STORAGE_MAX_MB,
  MEMORY_MAX_MB,
  TIMEOUT_MAX_SECONDS,
} from './limits.ts';

type SettingsInput = Partial<CreateFunctionRequest> & Partial<UpdateFunctionConfigurationRequest>;

/** The settings of a new function. @throws AwsError as `changeSettings` does */
export function makeSettings(name: string, input: CreateFunctionRequest): FunctionSettings {
  const { Runtime: runtime, Handler: handler } = input;
  if (!runtime || !handler) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const defaults: FunctionSettings = {
    description: '',
    runtime,
    handler,
    role: input.Role ?? '',
    timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    memoryMb: DEFAULT_MEMORY_MB,
    ephemeralStorageMb: DEFAULT_EPHEMERAL_STORAGE_MB,
    architecture: input.Architectures?.[0] ?? 'x86_64',
    tracingMode: 'PassThrough',
    logGroup: `/aws/lambda/${name}`,
    // For good: no update can change it.
    ...(input.TenancyConfig?.TenantIsolationMode && {
      tenantIsolation: input.TenancyConfig.TenantIsolationMode,
    }),
  };
  return changeSettings(defaults, input, 'CreateFunction');
}

/**
 * The settings with what `input` names replaced.
 * @throws AwsError for what AWS refuses, then 501 for what Brume cannot honour yet
 */
export function changeSettings(
  before: FunctionSettings,
  input: SettingsInput,
  operation: 'CreateFunction' | 'UpdateFunctionConfiguration',
): FunctionSettings {
  assertLimits(input);
  if (input.Runtime) assertCurrentRuntime(input.Runtime);
  if (input.Environment?.Variables) assertEnvironment(input.Environment.Variables);
  assertSnapStart(input.Runtime ?? before.runtime, input);
  assertHonoured(input, operation);
  const { jsonLogs: _logs, deadLetterArn: _letters, ...rest } = before;
  // An empty TargetArn takes it away.
  const deadLetterArn = input.DeadLetterConfig
    ? input.DeadLetterConfig.TargetArn
    : before.deadLetterArn;
  const jsonLogs = toJsonLogs(before, input.LoggingConfig);
  return {
    ...rest,
    ...(jsonLogs && { jsonLogs }),
    ...(deadLetterArn && { deadLetterArn }),
    ...(input.Description !== undefined && { description: input.Description }),
    ...(input.Runtime !== undefined && { runtime: input.Runtime }),
    ...(input.Handler !== undefined && { handler: input.Handler }),
    ...(input.Role !== undefined && { role: input.Role }),
    ...(input.Timeout !== undefined && { timeoutSeconds: input.Timeout }),
    ...(input.MemorySize !== undefined && { memoryMb: input.MemorySize }),
    ...(input.EphemeralStorage?.Size !== undefined && {
      ephemeralStorageMb: input.EphemeralStorage.Size,
    }),
    // An Environment without Variables empties them.
    ...(input.Environment && { environment: input.Environment.Variables ?? {} }),
    ...(input.TracingConfig?.Mode && { tracingMode: input.TracingConfig.Mode }),
    ...(input.LoggingConfig?.LogGroup && { logGroup: input.LoggingConfig.LogGroup }),
  };
}

/** The model's own bounds are those of managed instances; event functions have lower ones. */
function assertLimits(input: SettingsInput): void {
  const { Timeout: timeout, MemorySize: memory } = input;
  if (timeout !== undefined && timeout > TIMEOUT_MAX_SECONDS)
    throw aboveMaximum('timeout', timeout, TIMEOUT_MAX_SECONDS);
  if (memory !== undefined && memory > MEMORY_MAX_MB)
    throw aboveMaximum('memorySize', memory, MEMORY_MAX_MB);
  const storage = input.EphemeralStorage?.Size;
  if (storage !== undefined && storage > EPHEMERAL_STORAGE_MAX_MB)
    throw aboveMaximum('ephemeralStorage.size', storage, EPHEMERAL_STORAGE_MAX_MB);
}

/**
 * Levels belong to JSON, and are INFO unless said otherwise.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
 * @throws AwsError for levels of plain text
 */
function toJsonLogs(
  { jsonLogs: before }: FunctionSettings,
  config: LoggingConfig | undefined,
): FunctionSettings['jsonLogs'] {
  const {
    LogFormat: format,
    ApplicationLogLevel: application,
    SystemLogLevel: system,
  } = config ?? {};
  if ((format ?? (before ? 'JSON' : 'Text')) === 'JSON') {
    return {
      applicationLevel: application ?? before?.applicationLevel ?? 'INFO',
      systemLevel: system ?? before?.systemLevel ?? 'INFO',
    };
  }
  if (application ?? system) {
    throw invalidParameter(
      'To configure log levels, you must set the log format to JSON.', // wording chosen; the rule is documented
    );
  }
  return undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes */
const SNAPSTART_RUNTIMES = /^(java(?!8)\d+|python3\.(1[2-9]|[2-9]\d)|dotnet([89]|\d\d))$/;

/** @throws AwsError for a runtime that has no SnapStart on AWS either */
function assertSnapStart(runtime: string, input: SettingsInput): void {
  if (input.SnapStart?.ApplyOn !== 'PublishedVersions' || SNAPSTART_RUNTIMES.test(runtime)) return;
  throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
}

/** Settings that would be stored but not obeyed are refused (design law 2). Values that mean "off" pass. */
const REFUSED: readonly (readonly [string, (input: SettingsInput) => boolean])[] = [
  ['VpcConfig', ({ VpcConfig: vpc }) => some(vpc?.SubnetIds) || some(vpc?.SecurityGroupIds)],
  ['KMSKeyArn (there is no KMS yet)', (input) => Boolean(input.KMSKeyArn)],
  ['FileSystemConfigs', (input) => some(input.FileSystemConfigs)],
  ['ImageConfig', (input) => some(Object.keys(input.ImageConfig ?? {}))],
  [
    'SnapStart (nothing here can restore an initialised process; provisioned concurrency has the same effect)',
    (input) => input.SnapStart?.ApplyOn === 'PublishedVersions',
  ],
  ['CapacityProviderConfig', (input) => input.CapacityProviderConfig !== undefined],
  ['DurableConfig', (input) => input.DurableConfig !== undefined],
];

function assertHonoured(input: SettingsInput, operation: string): void {
  for (const [setting, isUsed] of REFUSED) {
    if (isUsed(input)) throw notImplemented('lambda', operation, setting);
  }
}

function some(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}
