import { operation } from '../../define-service.ts';
import { accountPatch, toAccount } from '../account.ts';
import { applyPatch } from '../patch.ts';
import { accountSettings } from '../store.ts';

/** The role is kept, but not needed: logs are written without it. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html */
export const updateAccount = operation('apigateway', 'UpdateAccount', (input, context) =>
  context.store.transact([[accountSettings, ['account']]], async (tx) => {
    const before = (await tx.get(accountSettings, ['account'])) ?? {};
    const updated = applyPatch(before, input.patchOperations, accountPatch);
    tx.put(accountSettings, ['account'], updated);
    return toAccount(updated);
  }),
);
