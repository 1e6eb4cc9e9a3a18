import { operation } from '../../define-service.ts';
import { toAccount } from '../account.ts';
import { accountSettings } from '../store.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export const getAccount = operation('apigateway', 'GetAccount', async (_input, context) =>
  toAccount((await context.store.get(accountSettings, ['account'])) ?? {}),
);
