import { operation } from '../../define-service.ts';
import { LATEST, type VersionRecord } from '../function.ts';
import { parseFunctionName } from '../function-name.ts';
import { getVersion } from '../load.ts';
import { parseRuntimeManagement, toRuntimeManagement } from '../runtime-management.ts';
import { functionLock, functions, versions } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html */
export const putRuntimeManagementConfig = operation(
  'lambda',
  'PutRuntimeManagementConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    const { name } = named;
    const changed = await context.store.transact([functionLock(name)], async (tx) => {
      const { record, version } = await getVersion(context, named, tx);
      const runtimeManagement = parseRuntimeManagement(context, input, version);
      const after: VersionRecord = { ...version, runtimeManagement };
      if (version.version === LATEST) tx.put(functions, [name], { ...record, latest: after });
      else tx.put(versions, [name, Number(version.version)], after);
      return after;
    });
    return toRuntimeManagement(context, named, changed);
  },
);
