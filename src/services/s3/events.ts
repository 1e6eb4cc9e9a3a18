/** Events leave by the outbox: they are in the commit of what caused them. */
import type { Context } from '../context.ts';
import type { StoreTransaction } from '../store.ts';
import { EVENT_QUEUE, type WaitingEvent } from './event-queue.ts';
import { type EventName, covers } from './event-names.ts';
import { eventRecord } from './event-record.ts';
import { matchesFilter } from './notification-filter.ts';
import { getSetting } from './settings.ts';
import type { BucketRecord, ObjectVersion } from './store.ts';

export interface Happening {
  name: EventName;
  key: string;
  version: Pick<
    ObjectVersion,
    'versionId' | 'sequence' | 'sizeBytes' | 'etag' | 'modifiedEpochMs'
  > &
    Partial<Pick<ObjectVersion, 'restoredUntilEpochMs' | 'storageClass'>>;
}

/** Queues the event for every function that the bucket's configuration names for it. */
export async function announce(
  context: Context,
  tx: StoreTransaction,
  bucket: BucketRecord,
  happening: Happening,
): Promise<void> {
  const configuration = await getSetting(tx, bucket.name, 'notification');
  for (const target of configuration?.LambdaFunctionConfigurations ?? []) {
    if (!target.Events?.some((each) => covers(each, happening.name))) continue;
    if (!matchesFilter(target.Filter, happening.key)) continue;
    const record = eventRecord(context, bucket, happening, target.Id ?? '');
    const waiting: WaitingEvent = {
      functionArn: target.LambdaFunctionArn ?? '',
      account: bucket.account,
      region: bucket.region,
      payload: JSON.stringify({ Records: [record] }),
    };
    tx.enqueue(EVENT_QUEUE, {
      id: context.ids.uuid(),
      body: Buffer.from(JSON.stringify(waiting)),
    });
  }
}
