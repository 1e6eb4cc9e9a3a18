import { operation } from '../../define-service.ts';
import { type BatchEvent, checkBatch } from '../batch-rules.ts';
import { announceOldEvents } from '../events.ts';
import { streamNotFound } from '../errors.ts';
import { getGroup } from '../log-group.ts';
import { streams } from '../store.ts';

/** The sequence token is ignored, as AWS does since 2023; one is still answered. */
const SEQUENCE_TOKEN_DIGITS = 56;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = operation('logs', 'PutLogEvents', async (input, context) => {
  const group = input.logGroupName as string;
  const stream = input.logStreamName as string;
  const batch = (input.logEvents ?? []) as BatchEvent[];
  const { retentionDays } = await getGroup(context, group);
  const nowEpochMs = context.clock.now();
  if (!(await context.store.get(streams, [group, stream]))) throw streamNotFound();
  const { accepted, rejected } = checkBatch(batch, { nowEpochMs, retentionDays });
  const events = accepted.map(({ timestamp, message }) => ({ atEpochMs: timestamp, message }));
  if (events.length > 0) {
    await context.store.transact([[streams, [group, stream]]], async (tx) => {
      // Read again under the lock: the stream may be gone by now.
      const row = await tx.get(streams, [group, stream]);
      if (!row) throw streamNotFound();
      tx.put(streams, [group, stream], { ...row, ingestedAtEpochMs: nowEpochMs });
      tx.appendLog(group, stream, events);
    });
    announceOldEvents(context, {
      group,
      stream,
      fromEpochMs: (events[0] as { atEpochMs: number }).atEpochMs,
    });
  }
  return {
    nextSequenceToken: context.ids.pick('0123456789', SEQUENCE_TOKEN_DIGITS),
    ...(rejected && { rejectedLogEventsInfo: rejected }),
  };
});
