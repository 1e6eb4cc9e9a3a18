/** Finds what a request names, or throws as AWS does. */
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { functionNotFound } from './errors.ts';
import { getAlias } from './alias.ts';
import { type AliasRecord, type FunctionRecord, LATEST, type VersionRecord } from './function.ts';
import { functionArn, type FunctionName, isVersion } from './function-name.ts';
import { aliases, functions, versions } from './store.ts';

type Reader = Pick<StoreTransaction, 'get'>;

/** @throws AwsError ResourceNotFoundException */
export async function getFunction(
  context: Context,
  name: string,
  reader: Reader = context.store,
): Promise<FunctionRecord> {
  const record = await reader.get(functions, [name]);
  if (!record) throw functionNotFound(functionArn(context, name));
  return record;
}

export interface FoundVersion {
  record: FunctionRecord;
  version: VersionRecord;
}

/**
 * The version that a name with or without qualifier leads to; an alias leads to its main version.
 * @throws AwsError ResourceNotFoundException with the ARN as the caller named it
 */
export async function getVersion(
  context: Context,
  { name, qualifier = LATEST }: FunctionName,
  reader: Reader = context.store,
): Promise<FoundVersion> {
  const record = await reader.get(functions, [name]);
  const missing = functionNotFound(
    functionArn(context, name, qualifier === LATEST ? undefined : qualifier),
  );
  if (!record) throw missing;
  const target = isVersion(qualifier)
    ? qualifier
    : (await reader.get(aliases, [name, qualifier]))?.version;
  if (target === LATEST) return { record, version: record.latest };
  const version = target && (await reader.get(versions, [name, Number(target)]));
  if (!version) throw missing;
  return { record, version };
}

export interface Target extends FoundVersion {
  alias?: AliasRecord;
}

/**
 * As `getVersion`, for operations that miss an alias as an alias.
 * @throws AwsError ResourceNotFoundException
 */
export async function getTarget(
  context: Context,
  named: FunctionName,
  reader: Reader = context.store,
): Promise<Target> {
  const { name, qualifier = LATEST } = named;
  // `$` can stand in a qualifier, but not in the name of an alias.
  if (isVersion(qualifier) || qualifier.includes('$')) return getVersion(context, named, reader);
  const alias = await getAlias(context, reader, name, qualifier);
  const found = await getVersion(context, { name, qualifier: alias.version }, reader);
  return { ...found, alias };
}

/** Gives what was named a new revision. */
export function putRevision(
  tx: Pick<StoreTransaction, 'put'>,
  { record, version, alias }: Target,
  revisionId: string,
): void {
  const { name } = version;
  if (alias) tx.put(aliases, [name, alias.name], { ...alias, revisionId });
  else if (version.version === LATEST)
    tx.put(functions, [name], { ...record, latest: { ...version, revisionId } });
  else tx.put(versions, [name, Number(version.version)], { ...version, revisionId });
}

export function revisionOf({ version, alias }: Target): string {
  return (alias ?? version).revisionId;
}
