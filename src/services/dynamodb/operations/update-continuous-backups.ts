import { operation } from '../../define-service.ts';
import { backupTableNotFound } from '../backups/errors.ts';
import { tables } from '../store.ts';
import { DEFAULT_RECOVERY_DAYS, describeContinuousBackups } from '../tables/recovery.ts';
import { tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups = operation(
  'dynamodb',
  'UpdateContinuousBackups',
  async (input, context) => {
    const name = tableNameOf(context, input.TableName);
    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } =
      input.PointInTimeRecoverySpecification!;
    const changed = await context.store.transact([[tables, [name]]], async (tx) => {
      const table = await tx.get(tables, [name]);
      if (!table) throw backupTableNotFound(name);
      const { recovery, ...rest } = table;
      const days = RecoveryPeriodInDays ?? recovery?.days ?? DEFAULT_RECOVERY_DAYS;
      const enabledAtEpochMs = recovery?.enabledAtEpochMs ?? context.clock.now();
      const next = PointInTimeRecoveryEnabled
        ? { ...rest, recovery: { enabledAtEpochMs, days } }
        : rest;
      tx.put(tables, [name], next);
      return next;
    });
    return {
      ContinuousBackupsDescription: describeContinuousBackups(changed, context.clock.now()),
    };
  },
);
