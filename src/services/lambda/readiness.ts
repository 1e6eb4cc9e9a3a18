/**
 * Takes functions from Pending to Active, and updates from InProgress to Successful, once the runtime
 * they need is there. https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
 */
import type { LambdaRuntime } from '../../lambda-runtime/interface.ts';
import { BrumeError } from '../../platform/errors.ts';
import type { Context } from '../context.ts';
import type { FunctionRecord, VersionRecord } from './function.ts';
import { functionLock, functions } from './store.ts';

export interface Readiness {
  /**
   * The function once it is neither Pending nor being updated; undefined when there is none. A crash
   * in between is healed here too: the next caller takes up the work.
   */
  settled(context: Context, name: string): Promise<FunctionRecord | undefined>;
  /** Begins that work and does not wait for it. */
  begin(context: Context, name: string): void;
  /** Writes nothing any more; resolves when no write is in progress. Downloads are not waited for. */
  stop(): Promise<void>;
}

/** @param onSettled called after a state was written, so that caches forget the old one */
export function createReadiness(
  runtime: Pick<LambdaRuntime, 'prepare'>,
  onSettled: (context: Context, name: string) => void,
): Readiness {
  const inProgress = new Map<string, Promise<void>>();

  const writes = new Set<Promise<void>>();
  let stopped = false;

  const attempt = async (context: Context, version: VersionRecord): Promise<void> => {
    const failure = await prepare(runtime, version);
    if (stopped) {
      throw new BrumeError(
        'ERR_STOPPED',
        `Brume stopped while the function ${version.name} was being created.`,
        {
          hint: 'Start it again; creation goes on when the function is asked for.',
        },
      );
    }
    const writing = write(context, version, failure);
    writes.add(writing);
    await writing.finally(() => writes.delete(writing));
    onSettled(context, version.name);
  };

  /** One attempt, shared by all who wait for it. */
  const advance = (context: Context, version: VersionRecord): Promise<void> => {
    const key = `${context.store.scope}/${version.name}`;
    const running = inProgress.get(key);
    if (running) return running;
    const work = attempt(context, version).finally(() => inProgress.delete(key));
    inProgress.set(key, work);
    return work;
  };

  const settled: Readiness['settled'] = async (context, name) => {
    for (;;) {
      // Read outside the shared attempt, so that nobody is handed a record from before their own write.
      const record = await context.store.get(functions, [name]);
      if (!record || isSettled(record.latest)) return record;
      await advance(context, record.latest);
    }
  };

  return {
    settled,
    begin(context, name) {
      settled(context, name).catch((error: unknown) => {
        if (stopped) return;
        context.log.error(`Preparing function ${name} failed`, { code: 'ERR_UNEXPECTED', error });
      });
    },
    async stop() {
      stopped = true;
      await Promise.allSettled(writes);
    },
  };
}

export function isSettled(version: VersionRecord): boolean {
  return version.state !== 'Pending' && version.updateStatus !== 'InProgress';
}

/** @returns why the runtime cannot be had, or undefined when it is there */
async function prepare(
  runtime: Pick<LambdaRuntime, 'prepare'>,
  { settings, code }: VersionRecord,
): Promise<string | undefined> {
  try {
    await runtime.prepare(settings.runtime, code.codeId);
    return undefined;
  } catch (error) {
    if (!(error instanceof BrumeError)) throw error;
    return error.hint ? `${error.message} ${error.hint}` : error.message;
  }
}

/** Writes the outcome unless another change came first; that one has its own turn. */
async function write(
  context: Context,
  prepared: VersionRecord,
  failure: string | undefined,
): Promise<void> {
  const { name } = prepared;
  const revisionId = context.ids.uuid();
  await context.store.transact([functionLock(name)], async (tx) => {
    const record = await tx.get(functions, [name]);
    if (!record || record.latest.revisionId !== prepared.revisionId) return;
    tx.put(functions, [name], {
      ...record,
      latest: { ...settle(record.latest, failure), revisionId },
    });
  });
}

function settle(version: VersionRecord, failure: string | undefined): VersionRecord {
  if (failure === undefined) {
    const { stateReason: _state, updateReason: _update, ...rest } = version;
    return { ...rest, state: 'Active', updateStatus: 'Successful' };
  }
  return version.state === 'Active'
    ? { ...version, updateStatus: 'Failed', updateReason: failure }
    : {
        ...version,
        state: 'Failed',
        stateReason: failure,
        updateStatus: 'Failed',
        updateReason: failure,
      };
}
