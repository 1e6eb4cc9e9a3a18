import type { Operation } from '../define-service.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';

/** Every operation that is built; loaded by the first request to this service. */
export const operations: readonly Operation[] = [
  describeStream,
  getRecords,
  getShardIterator,
  listStreams,
];
