/**
 * Key layout of the lambda service. The row `functions/[name]` is the lock of all that belongs to a
 * function: whoever writes one of its versions, aliases, URLs or policies holds it.
 */
import { defineTable, type RowRef } from '../store.ts';
import type { FunctionKey } from './async-event.ts';
import type { MappingProgress, MappingRecord } from './event-source/mapping.ts';
import type {
  AliasRecord,
  CodeSigningRecord,
  EventInvokeRecord,
  FunctionRecord,
  FunctionUrlRecord,
  LayerRecord,
  LayerVersionRecord,
  PolicyRecord,
  ProvisionedRecord,
  UrlOwner,
  VersionRecord,
} from './function.ts';

const region = { service: 'lambda', scope: 'region', version: 1 } as const;

/** `[name]` */
export const functions = defineTable<FunctionRecord>({ ...region, name: 'functions' });
/** `[name, number]`; the number sorts versions in order of publication. */
export const versions = defineTable<VersionRecord>({ ...region, name: 'versions' });
/** `[name, alias]` */
export const aliases = defineTable<AliasRecord>({ ...region, name: 'aliases' });
/** `[name, qualifier]` */
export const functionUrls = defineTable<FunctionUrlRecord>({ ...region, name: 'function-urls' });
/** `[urlId]`: a host name tells neither account nor function. */
export const urlOwners = defineTable<UrlOwner>({
  service: 'lambda',
  name: 'url-owners',
  scope: 'partition',
  version: 1,
});
/** `[name, qualifier]`; the unqualified function's policy stands under `$LATEST`. */
export const policies = defineTable<PolicyRecord>({ ...region, name: 'policies' });
/** `[name, qualifier]` */
export const eventInvokeConfigs = defineTable<EventInvokeRecord>({
  ...region,
  name: 'event-invoke-configs',
});

/** `[name]`; the lock of a layer and its versions. */
export const layers = defineTable<LayerRecord>({ ...region, name: 'layers' });
/** `[name, number]` */
export const layerVersions = defineTable<LayerVersionRecord>({ ...region, name: 'layer-versions' });

/** `[account, region, name, qualifier]`: a starting process looks after those of all accounts. */
export const provisionedConfigs = defineTable<ProvisionedRecord>({
  service: 'lambda',
  name: 'provisioned-configs',
  scope: 'partition',
  version: 1,
});

/** `[id]`; the row is its lock: functions are bound to it under it. */
export const codeSigningConfigs = defineTable<CodeSigningRecord>({
  ...region,
  name: 'code-signing-configs',
});

/** `[account, region, uuid]`: a starting process looks after those of all accounts. */
export const mappings = defineTable<MappingRecord>({
  service: 'lambda',
  name: 'event-source-mappings',
  scope: 'partition',
  version: 1,
});
/** The same key; there as long as the mapping is. */
export const mappingProgress = defineTable<MappingProgress>({
  service: 'lambda',
  name: 'event-source-progress',
  scope: 'partition',
  version: 1,
});
/** Held while a mapping is made, so that a function reads a stream once. */
export const MAPPING_LOCK: RowRef = [
  defineTable<never>({ ...region, name: 'event-source-lock' }),
  [],
];

/** `[account, region, name]`: functions whose queue of asynchronous events is in use. */
export const asyncQueues = defineTable<FunctionKey>({
  service: 'lambda',
  name: 'async-queues',
  scope: 'partition',
  version: 1,
});

/** The lock of a function and all that belongs to it. */
export function functionLock(name: string): RowRef {
  return [functions, [name]];
}

/** Held while reserved or provisioned concurrency is handed out, so that two requests cannot both take the last of it. */
export const RESERVATION_LOCK: RowRef = [
  defineTable<never>({ ...region, name: 'reservation-lock' }),
  [],
];
