import { operation } from '../../define-service.ts';
import { noSuchEntity, required } from '../errors.ts';
import { accountAlias, aliasOwners } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountAlias.html */
export const deleteAccountAlias = operation('iam', 'DeleteAccountAlias', async (input, context) => {
  const alias = required(input.AccountAlias, 'accountAlias');
  await context.store.transact(
    [
      [accountAlias, ['alias']],
      [aliasOwners, [alias]],
    ],
    async (tx) => {
      if ((await tx.get(accountAlias, ['alias'])) !== alias) {
        throw noSuchEntity(`The account alias with name ${alias} cannot be found.`);
      }
      tx.delete(accountAlias, ['alias']);
      tx.delete(aliasOwners, [alias]);
    },
  );
  return {};
});
