/** Work that goes on after an operation has answered: each job is a row, committed with what caused it, and done again after a crash. */
import type { Context, ServiceHost } from '../../context.ts';
import { createStore, type StoreTransaction } from '../../store.ts';
import { type Job, jobs } from '../store.ts';

type JobKey = readonly [account: string, region: string, id: string];

/** Runs jobs one after another, in order of arrival. */
export class JobRunner {
  readonly #host: ServiceHost;
  #running: Promise<void> = Promise.resolve();
  #stopping = new AbortController();

  constructor(host: ServiceHost) {
    this.#host = host;
  }

  /** Writes the job into the transaction. @returns what to call once it is committed */
  add(
    tx: StoreTransaction,
    context: Pick<Context, 'account' | 'region' | 'ids'>,
    job: Job,
  ): () => void {
    const key: JobKey = [context.account, context.region, context.ids.uuid()];
    tx.put(jobs, key, job);
    return () => this.#start(key, job);
  }

  /** Takes up what a crash or a stop left undone. */
  resume(): void {
    const { engine, defaultAccount, defaultRegion } = this.#host;
    const takeUp = async (): Promise<void> => {
      const left = await createStore(engine, defaultAccount, defaultRegion).scan(jobs);
      for (const { key, value } of left) this.#start(key as unknown as JobKey, value);
    };
    const { signal } = this.#stopping;
    this.#running = this.#running
      .then(takeUp)
      .catch((error: unknown) => this.#report(error, signal));
  }

  /** Lets go of everything: the state has been emptied. */
  forget(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    this.#running = Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  #start(key: JobKey, job: Job): void {
    const { signal } = this.#stopping;
    this.#running = this.#running.then(() => this.#run(key, job, signal));
  }

  async #run(key: JobKey, job: Job, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const [account, region] = key;
    const context = this.#host.context({ account, region });
    try {
      await this.#settle(context);
      // Loaded when there is something to do, for the sake of a quick start.
      const { runJob } = await import('./jobs.ts');
      if (await runJob(context, job, signal)) await context.store.delete(jobs, key);
    } catch (error) {
      this.#report(error, signal);
    }
  }

  #report(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#host.log.error('Work on a table failed; it is done again at the next start', {
      code: 'ERR_UNEXPECTED',
      error,
    });
  }

  /**
   * Writers that read the table before the job's own commit became visible may still be committing,
   * without the new index. One more commit, in a turn of the event loop of its own, comes after theirs.
   */
  async #settle(context: Context): Promise<void> {
    await new Promise<void>((resolve) => context.clock.realTimeout(0, resolve));
    const barrier: JobKey = [context.account, context.region, ''];
    await context.store.delete(jobs, barrier);
  }
}
