import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { lambdaState } from '../state.ts';
import {
  aliases,
  eventInvokeConfigs,
  functionLock,
  functionUrls,
  policies,
  urlOwners,
} from '../store.ts';

/**
 * With the URL, policy and asynchronous settings of the alias. Deleting one that is not there succeeds,
 * as on AWS. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html
 */
export const deleteAlias = operation('lambda', 'DeleteAlias', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  const key = [name, input.Name ?? ''];
  await context.store.transact([functionLock(name)], async (tx) => {
    await getFunction(context, name, tx);
    const url = await tx.get(functionUrls, key);
    if (url) tx.delete(urlOwners, [url.urlId]);
    for (const table of [aliases, functionUrls, policies, eventInvokeConfigs])
      tx.delete(table, key);
  });
  lambdaState(context).catalog.forget(context, name);
  lambdaState(context).urls.forget();
  return {};
});
