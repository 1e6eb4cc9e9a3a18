import { LOWER_ALPHANUMERIC } from '../../../platform/ids.ts';
import type { Context } from '../../context.ts';
import { operation } from '../../define-service.ts';
import type { StoreTransaction } from '../../store.ts';
import { badRequest } from '../errors.ts';
import { changeShared } from '../forget-deployed.ts';
import { type ImportedKey, readKeyFile } from '../read-key-file.ts';
import { apiKeys, apiKeyValues, usagePlanKeys, usagePlans } from '../store.ts';

/** A key whose value is known is overwritten. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html */
export const importApiKeys = operation('apigateway', 'ImportApiKeys', async (input, context) => {
  if (input.format !== 'csv') throw badRequest('Invalid format. Valid options are csv');
  const body = input.body instanceof Uint8Array ? Buffer.from(input.body).toString('utf8') : '';
  const { sound, warnings } = sort(readKeyFile(body));
  const plans = [...new Set(sound.flatMap((each) => each.usagePlanIds))];
  const rows = [
    ...sound.map(({ value }) => [apiKeyValues, [value]] as const),
    ...plans.map((id) => [usagePlans, [id]] as const),
  ];
  return changeShared(context, rows as never, async (tx) => {
    const known = new Set<string>();
    for (const id of plans)
      if (await tx.get(usagePlans, [id])) known.add(id);
      else warnings.push(`Usage plan ${id.slice(0, 64)} does not exist`);
    if (input.failOnWarnings && warnings.length > 0) throw badRequest(warnings.join('; '));
    const ids: string[] = [];
    for (const key of sound) ids.push(await write(tx, context, key, known));
    return { ids, warnings };
  });
});

/** Of two keys with one value the later counts; a key that cannot be is left out with a warning. */
function sort(keys: readonly ImportedKey[]): { sound: ImportedKey[]; warnings: string[] } {
  const sound = new Map<string, ImportedKey>();
  const warnings: string[] = [];
  for (const key of keys) {
    const { name, value } = key;
    if (value.length < 20 || value.length > 128 || name.length > 1024)
      warnings.push(
        `API Key ${name.slice(0, 64)} is left out: values have 20 to 128 characters, names at most 1024`,
      );
    else sound.set(value, key);
  }
  return { sound: [...sound.values()], warnings };
}

async function write(
  tx: StoreTransaction,
  { clock, ids }: Context,
  { usagePlanIds, value, ...members }: ImportedKey,
  knownPlans: ReadonlySet<string>,
): Promise<string> {
  const { keyId } = (await tx.get(apiKeyValues, [value])) ?? {};
  const before = keyId === undefined ? undefined : await tx.get(apiKeys, [keyId]);
  const id = before?.id ?? ids.pick(LOWER_ALPHANUMERIC, 10);
  tx.put(apiKeyValues, [value], { keyId: id });
  tx.put(apiKeys, [id], {
    stageKeys: [],
    createdAtEpochMs: clock.now(),
    ...before,
    ...members,
    id,
    value,
    updatedAtEpochMs: clock.now(),
  });
  for (const planId of usagePlanIds)
    if (knownPlans.has(planId))
      tx.put(usagePlanKeys, [planId, id], { id, type: 'API_KEY', value, name: members.name });
  return id;
}
