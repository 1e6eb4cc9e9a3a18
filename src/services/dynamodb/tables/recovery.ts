import type { ContinuousBackupsDescription } from '@aws-sdk/client-dynamodb';
import type { TableRecord } from './table.ts';

export const DEFAULT_RECOVERY_DAYS = 35;
const DAY_MS = 86_400_000;
/** AWS can restore all but the last five minutes. */
const LATEST_MS = 5 * 60_000;

/** Point-in-time recovery is kept and shown; RestoreTableToPointInTime is not built. */
export function describeContinuousBackups(
  { recovery }: TableRecord,
  nowEpochMs: number,
): ContinuousBackupsDescription {
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: recovery.days,
          EarliestRestorableDateTime: new Date(
            Math.max(recovery.enabledAtEpochMs, nowEpochMs - recovery.days * DAY_MS),
          ),
          LatestRestorableDateTime: new Date(
            Math.max(recovery.enabledAtEpochMs, nowEpochMs - LATEST_MS),
          ),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
}
