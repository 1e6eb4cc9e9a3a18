import { operation } from '../../define-service.ts';
import { alreadyExists, required } from '../errors.ts';
import { accountAlias, aliasOwners } from '../store.ts';

/** An account has one alias; a new one takes the place of the old. */
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccountAlias.html */
export const createAccountAlias = operation('iam', 'CreateAccountAlias', async (input, context) => {
  const alias = required(input.AccountAlias, 'accountAlias');
  await context.store.transact(
    [
      [accountAlias, ['alias']],
      [aliasOwners, [alias]],
    ],
    async (tx) => {
      const owner = await tx.get(aliasOwners, [alias]);
      if (owner !== undefined) throw alreadyExists(`The account alias ${alias} already exists.`);
      const before = await tx.get(accountAlias, ['alias']);
      if (before !== undefined) tx.delete(aliasOwners, [before]);
      tx.put(accountAlias, ['alias'], alias);
      tx.put(aliasOwners, [alias], context.account);
    },
  );
  return {};
});
