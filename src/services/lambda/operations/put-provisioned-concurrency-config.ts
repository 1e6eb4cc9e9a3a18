import { operation } from '../../define-service.ts';
import type { OutputOf } from '../../sdk.ts';
import { formatLastModified } from '../configuration.ts';
import { invalidParameter } from '../errors.ts';
import { LATEST, type ProvisionedRecord } from '../function.ts';
import { getTarget } from '../load.ts';
import {
  assertProvisionable,
  assertRoom,
  parseProvisionable,
  provisionedKey,
} from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import { assertNotPerTenant } from '../tenancy.ts';
import { functionLock, provisionedConfigs, RESERVATION_LOCK } from '../store.ts';

/**
 * Answers at once; GetProvisionedConcurrencyConfig tells when the instances are initialised.
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html
 */
export const putProvisionedConcurrencyConfig = operation(
  'lambda',
  'PutProvisionedConcurrencyConfig',
  async (input, context): Promise<OutputOf<'lambda', 'PutProvisionedConcurrencyConfig'>> => {
    if (input.Qualifier === LATEST) {
      throw invalidParameter(
        'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
      );
    }
    const named = parseProvisionable(context, input);
    const { name, qualifier } = named;
    const { account, region } = context;
    const requested = input.ProvisionedConcurrentExecutions ?? 0;
    const record: ProvisionedRecord = {
      ...{ account, region, name, qualifier, requested },
      modifiedEpochMs: context.clock.now(),
    };
    await context.store.transact([RESERVATION_LOCK, functionLock(name)], async (tx) => {
      const target = await getTarget(context, named, tx);
      await assertNotPerTenant(tx, name, 'Provisioned concurrency is');
      await assertProvisionable(context, tx, target);
      const key = provisionedKey(context, named);
      const before = (await tx.get(provisionedConfigs, key))?.requested ?? 0;
      const reserved = target.record.reservedConcurrency;
      await assertRoom(context, tx, name, { requested, before, reserved });
      tx.put(provisionedConfigs, key, record);
    });
    const { shares, provisioning } = lambdaState(context);
    await shares.refresh(context);
    provisioning.begin(context, name);
    return {
      RequestedProvisionedConcurrentExecutions: requested,
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: 'IN_PROGRESS',
      LastModified: formatLastModified(record.modifiedEpochMs),
    };
  },
);
