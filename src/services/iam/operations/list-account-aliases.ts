import { operation } from '../../define-service.ts';
import { pageOf } from '../page.ts';
import { accountAlias } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const listAccountAliases = operation('iam', 'ListAccountAliases', async (input, context) => {
  const alias = await context.store.get(accountAlias, ['alias']);
  const { items, members } = pageOf(alias === undefined ? [] : [alias], (each) => each, input);
  return { AccountAliases: items, ...members };
});
