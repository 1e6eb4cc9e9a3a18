import { operation } from '../../define-service.ts';
import { backupTableNotFound } from '../backups/errors.ts';
import { tables } from '../store.ts';
import { describeContinuousBackups as describe } from '../tables/recovery.ts';
import { tableNameOf } from '../tables/table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups = operation(
  'dynamodb',
  'DescribeContinuousBackups',
  async (input, context) => {
    const name = tableNameOf(context, input.TableName);
    const table = await context.store.get(tables, [name]);
    if (!table) throw backupTableNotFound(name);
    return { ContinuousBackupsDescription: describe(table, context.clock.now()) };
  },
);
