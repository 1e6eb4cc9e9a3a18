import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { StoreTransaction, Table } from '../../store.ts';
import { readProvisioned } from '../concurrency-shares.ts';
import { functionNotFound, invalidParameter, lambdaError } from '../errors.ts';
import { LATEST } from '../function.ts';
import { functionArn, isVersion, parseFunctionName } from '../function-name.ts';
import { getFunction } from '../load.ts';
import { provisionedKey } from '../provisioned-concurrency.ts';
import { lambdaState } from '../state.ts';
import {
  aliases,
  eventInvokeConfigs,
  functionLock,
  functions,
  functionUrls,
  policies,
  provisionedConfigs,
  urlOwners,
  versions,
} from '../store.ts';

/**
 * A whole function with all that belongs to it, or one version. Log groups stay, as on AWS.
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html
 */
export const deleteFunction = operation('lambda', 'DeleteFunction', async (input, context) => {
  const { name, qualifier } = parseFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  const retired =
    qualifier === undefined
      ? await removeFunction(context, name)
      : await removeVersion(context, name, qualifier);
  const { catalog, urls, shares, provisioning } = lambdaState(context);
  catalog.forget(context, name, retired);
  urls.forget();
  await shares.refresh(context);
  await provisioning.sync(context, name);
  return { StatusCode: 204 };
});

/** @returns the pools to retire */
async function removeFunction(context: Context, name: string): Promise<string[]> {
  return context.store.transact([functionLock(name)], async (tx) => {
    const { latest } = await getFunction(context, name, tx);
    const published = await tx.scan(versions, { prefix: [name] });
    for (const { value } of await tx.scan(functionUrls, { prefix: [name] })) {
      tx.delete(urlOwners, [value.urlId]);
    }
    for (const { qualifier } of await readProvisioned(context, tx, name)) {
      tx.delete(provisionedConfigs, provisionedKey(context, { name, qualifier }));
    }
    for (const table of [versions, aliases, functionUrls, policies, eventInvokeConfigs]) {
      await removeAll(tx, table, name);
    }
    tx.delete(functions, [name]);
    return [latest, ...published.map((row) => row.value)].map((each) => each.configId);
  });
}

async function removeAll(
  tx: StoreTransaction,
  table: Table<never> | Table<unknown>,
  name: string,
): Promise<void> {
  for (const { key } of await tx.scan(table, { prefix: [name] })) tx.delete(table, key);
}

async function removeVersion(context: Context, name: string, qualifier: string): Promise<string[]> {
  if (qualifier === LATEST) {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (!isVersion(qualifier)) {
    // AWS: aliases are deleted by DeleteAlias (wording chosen).
    throw invalidParameter('Deletion of aliases is not currently supported.');
  }
  return context.store.transact([functionLock(name)], async (tx) => {
    await getFunction(context, name, tx);
    const version = await tx.get(versions, [name, Number(qualifier)]);
    if (!version) throw functionNotFound(functionArn(context, name, qualifier));
    const users = (await tx.scan(aliases, { prefix: [name] })).filter(
      ({ value }) => value.version === qualifier || qualifier in (value.weights ?? {}),
    );
    if (users.length > 0) {
      const names = users.map(({ value }) => value.name).join(', ');
      throw lambdaError(
        'ResourceConflictException',
        `Version ${qualifier} can not be deleted because it is used in the following alias: ${names}`, // wording chosen
      );
    }
    tx.delete(versions, [name, Number(qualifier)]);
    for (const table of [policies, eventInvokeConfigs]) tx.delete(table, [name, qualifier]);
    tx.delete(provisionedConfigs, provisionedKey(context, { name, qualifier }));
    return [version.configId];
  });
}
