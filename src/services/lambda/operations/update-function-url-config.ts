import { operation } from '../../define-service.ts';
import type { FunctionUrlRecord } from '../function.ts';
import {
  assertUrlTarget,
  getUrl,
  parseUrlOwner,
  toUrlConfig,
} from '../function-url/configuration.ts';
import { lambdaState } from '../state.ts';
import { functionLock, functionUrls } from '../store.ts';

/** An empty `Cors` removes the CORS configuration. https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const updateFunctionUrlConfig = operation(
  'lambda',
  'UpdateFunctionUrlConfig',
  async (input, context) => {
    const { name, qualifier } = parseUrlOwner(context, input.FunctionName, input.Qualifier);
    const modifiedEpochMs = context.clock.now();
    const updated = await context.store.transact([functionLock(name)], async (tx) => {
      await assertUrlTarget(tx, name, qualifier);
      const { cors: before, ...rest } = await getUrl(tx, name, qualifier);
      const cors = input.Cors ?? before;
      const record: FunctionUrlRecord = {
        ...rest,
        ...(input.AuthType && { authType: input.AuthType }),
        ...(input.InvokeMode && { invokeMode: input.InvokeMode }),
        ...(cors && Object.keys(cors).length > 0 && { cors }),
        modifiedEpochMs,
      };
      tx.put(functionUrls, [name, qualifier], record);
      return record;
    });
    lambdaState(context).urls.forget();
    return toUrlConfig(context, name, qualifier, updated);
  },
);
