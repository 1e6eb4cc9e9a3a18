import { defineTable } from '../store.ts';

/** Log events are not here: they live in `engine.logs`, to which functions append directly. */

export interface LogGroup {
  name: string;
  createdAtEpochMs: number;
  /** DELIVERY is refused. */
  logClass: 'STANDARD' | 'INFREQUENT_ACCESS' | 'ESSENTIALS';
  /** Undefined: events never expire. */
  retentionDays?: number;
  deletionProtected: boolean;
  tags: Record<string, string>;
}

export interface LogStream {
  name: string;
  createdAtEpochMs: number;
  /** Of the latest PutLogEvents; functions append without it. */
  ingestedAtEpochMs?: number;
}

/** Key: `[group]`. */
export const groups = defineTable<LogGroup>({
  service: 'logs',
  name: 'groups',
  scope: 'region',
  version: 1,
});

/** Key: `[group, stream]`. */
export const streams = defineTable<LogStream>({
  service: 'logs',
  name: 'streams',
  scope: 'region',
  version: 1,
});

/** The groups whose events expire, in all accounts and regions, for the worker. Key: `[account, region, group]`. */
export const expiring = defineTable<{ days: number }>({
  service: 'logs',
  name: 'expiring',
  scope: 'partition',
  version: 1,
});

/** Streams whose rows are gone and whose events still have to be removed. Key: `[account, region, group, stream]`. */
export const dropped = defineTable<true>({
  service: 'logs',
  name: 'dropped',
  scope: 'partition',
  version: 1,
});
