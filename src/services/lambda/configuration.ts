/** Stored versions as `FunctionConfiguration`. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
import { createHash } from 'node:crypto';
import type { FunctionConfiguration, LastUpdateStatusReasonCode } from '@aws-sdk/client-lambda';
import { partitionOf } from '../../platform/arn.ts';
import type { VersionRecord } from './function.ts';
import { functionArn } from './function-name.ts';

const CREATING = 'The function is being created.';
/** AWS answers this code during an update too (recorded), though its model does not list it. */
const UPDATING_CODE = 'Creating' as LastUpdateStatusReasonCode;

interface Scope {
  account: string;
  region: string;
}

/**
 * @param qualifier stands in `FunctionArn`; undefined for the unqualified ARN
 */
export function toConfiguration(
  scope: Scope,
  record: VersionRecord,
  qualifier?: string,
): FunctionConfiguration {
  return {
    ...toListedConfiguration(scope, record, qualifier),
    ...toState(record),
    RuntimeVersionConfig: {
      RuntimeVersionArn: runtimeVersionArn(scope.region, record.settings.runtime),
    },
  };
}

/** The subset that ListFunctions and ListVersionsByFunction answer: without states and runtime version. */
export function toListedConfiguration(
  scope: Scope,
  record: VersionRecord,
  qualifier?: string,
): FunctionConfiguration {
  const { settings, code } = record;
  return {
    FunctionName: record.name,
    FunctionArn: functionArn(scope, record.name, qualifier),
    Runtime: settings.runtime,
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: code.zipSizeBytes,
    Description: settings.description,
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMb,
    LastModified: formatLastModified(record.lastModifiedEpochMs),
    CodeSha256: code.sha256Base64,
    Version: record.version,
    ...(settings.environment && { Environment: { Variables: settings.environment } }),
    ...(settings.layers && {
      Layers: settings.layers.map((layer) => ({ Arn: layer.arn, CodeSize: layer.zipSizeBytes })),
    }),
    TracingConfig: { Mode: settings.tracingMode },
    RevisionId: record.revisionId,
    PackageType: 'Zip',
    Architectures: [settings.architecture],
    EphemeralStorage: { Size: settings.ephemeralStorageMb },
    ...(settings.deadLetterArn && { DeadLetterConfig: { TargetArn: settings.deadLetterArn } }),
    ...(settings.tenantIsolation && {
      TenancyConfig: { TenantIsolationMode: settings.tenantIsolation },
    }),
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: {
      LogFormat: settings.jsonLogs ? 'JSON' : 'Text',
      ...(settings.jsonLogs && {
        ApplicationLogLevel: settings.jsonLogs.applicationLevel,
        SystemLogLevel: settings.jsonLogs.systemLevel,
      }),
      LogGroup: settings.logGroup,
    },
  };
}

function toState(record: VersionRecord): FunctionConfiguration {
  if (record.state === 'Pending')
    return { State: 'Pending', StateReason: CREATING, StateReasonCode: 'Creating' };
  return {
    State: record.state,
    ...(record.state === 'Failed' && {
      StateReason: record.stateReason ?? '',
      StateReasonCode: 'InvalidRuntime',
    }),
    LastUpdateStatus: record.updateStatus,
    ...(record.updateStatus === 'InProgress' && {
      LastUpdateStatusReason: CREATING,
      LastUpdateStatusReasonCode: UPDATING_CODE,
    }),
    ...(record.updateStatus === 'Failed' && {
      LastUpdateStatusReason: record.updateReason ?? '',
      LastUpdateStatusReasonCode: 'InvalidRuntime',
    }),
  };
}

/** `2023-01-01T00:00:00.000+0000` */
export function formatLastModified(atEpochMs: number): string {
  return new Date(atEpochMs).toISOString().replace('Z', '+0000');
}

/** AWS names a runtime build by a hash; Brume's is stable for a runtime, so that tools see no drift. */
export function runtimeVersionArn(region: string, runtime: string): string {
  const hash = createHash('sha256').update(`brume/${runtime}`).digest('hex');
  return `arn:${partitionOf(region)}:lambda:${region}::runtime:${hash}`;
}
