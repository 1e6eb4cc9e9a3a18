import { operation } from '../../define-service.ts';
import { getTarget } from '../load.ts';
import { parseProvisionable, provisionedKey } from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import { functionLock, provisionedConfigs, RESERVATION_LOCK } from '../store.ts';

/** Deleting one that is not there succeeds, as on AWS. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const deleteProvisionedConcurrencyConfig = operation(
  'lambda',
  'DeleteProvisionedConcurrencyConfig',
  async (input, context) => {
    const named = parseProvisionable(context, input);
    await context.store.transact([RESERVATION_LOCK, functionLock(named.name)], async (tx) => {
      await getTarget(context, named, tx);
      tx.delete(provisionedConfigs, provisionedKey(context, named));
    });
    const { shares, provisioning } = lambdaState(context);
    await shares.refresh(context);
    await provisioning.sync(context, named.name);
    return {};
  },
);
