import type { ServiceHost } from '../context.ts';
import { Throttle } from './items/throttle.ts';
import { SequenceNumbers } from './streams/sequence-numbers.ts';
import type { CountedSizes } from './tables/table-sizes.ts';
import { JobRunner } from './workers/run-jobs.ts';

/** What the service holds in memory while a stack runs: nothing that a restart must keep. */
export class DynamodbState {
  readonly sequences = new SequenceNumbers();
  readonly counted: CountedSizes = new Map();
  readonly jobs: JobRunner;
  /** Undefined unless throughput is limited. */
  readonly throttle: Throttle | undefined;

  constructor(host: ServiceHost) {
    this.jobs = new JobRunner(host);
    this.throttle = host.settings.dynamodbThrottle ? new Throttle(host.clock) : undefined;
  }

  clear(): void {
    this.sequences.clear();
    this.counted.clear();
    this.throttle?.clear();
    this.jobs.forget();
  }
}
