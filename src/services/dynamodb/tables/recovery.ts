import type { ContinuousBackupsDescription } from '@aws-sdk/client-dynamodb';
import type { TableRecord } from './table.ts';

export const DEFAULT_RECOVERY_DAYS = 35;

/** Point-in-time recovery is kept and shown; RestoreTableToPointInTime is not built. */
export function describeContinuousBackups({ recovery }: TableRecord): ContinuousBackupsDescription {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: recovery.days }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}
