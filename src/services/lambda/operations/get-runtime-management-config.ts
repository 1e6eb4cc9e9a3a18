import { operation } from '../../define-service.ts';
import { parseFunctionName } from '../function-name.ts';
import { getVersion } from '../load.ts';
import { toRuntimeManagement } from '../runtime-management.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetRuntimeManagementConfig.html */
export const getRuntimeManagementConfig = operation(
  'lambda',
  'GetRuntimeManagementConfig',
  async (input, context) => {
    const named = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
    const { version } = await getVersion(context, named);
    return toRuntimeManagement(context, named, version);
  },
);
