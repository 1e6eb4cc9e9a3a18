import { operation } from '../../define-service.ts';
import { parseUnqualifiedName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { provisionedKey } from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import {
  aliases,
  eventInvokeConfigs,
  functionLock,
  functionUrls,
  policies,
  provisionedConfigs,
  urlOwners,
} from '../store.ts';

/**
 * With the URL, policy, asynchronous settings and provisioned concurrency of the alias. Deleting one that is not there succeeds,
 * as on AWS. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html
 */
export const deleteAlias = operation('lambda', 'DeleteAlias', async (input, context) => {
  const name = parseUnqualifiedName(context, input.FunctionName ?? '');
  const qualifier = input.Name ?? '';
  const key = [name, qualifier];
  await context.store.transact([functionLock(name)], async (tx) => {
    await getFunction(context, name, tx);
    const url = await tx.get(functionUrls, key);
    if (url) tx.delete(urlOwners, [url.urlId]);
    for (const table of [aliases, functionUrls, policies, eventInvokeConfigs])
      tx.delete(table, key);
    tx.delete(provisionedConfigs, provisionedKey(context, { name, qualifier }));
  });
  const { catalog, urls, shares, provisioning } = lambdaState(context);
  catalog.forget(context, name);
  urls.forget();
  await shares.refresh(context);
  await provisioning.sync(context, name);
  return {};
});
