import { operation } from '../../define-service.ts';
import { getTarget } from '../load.ts';
import {
  parseProvisionable,
  provisionedKey,
  provisionedNotFound,
  toProvisionedConfig,
} from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import { provisionedConfigs } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const getProvisionedConcurrencyConfig = operation(
  'lambda',
  'GetProvisionedConcurrencyConfig',
  async (input, context) => {
    const named = parseProvisionable(context, input);
    const { version } = await getTarget(context, named);
    const record = await context.store.get(provisionedConfigs, provisionedKey(context, named));
    if (!record) throw provisionedNotFound();
    return toProvisionedConfig(lambdaState(context).runtime, version.configId, record);
  },
);
