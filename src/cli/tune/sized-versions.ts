import { delay } from '../../platform/real-time.ts';
import { request } from '../call-api.ts';
import type { Call } from '../command.ts';
import type { Architecture } from './prices.ts';

/** What is needed of GetFunctionConfiguration. */
interface Configuration {
  MemorySize: number;
  RevisionId: string;
  LastUpdateStatus: string;
  State: string;
  Version: string;
  Description: string;
  Architectures: Architecture[];
}

export interface SizedVersion {
  memoryMb: number;
  version: string;
  architecture: Architecture;
  /** AWS answers with the last version, which is the person's, where nothing has changed since. */
  isNew: boolean;
}

/**
 * Publishes a version of $LATEST for each memory size, puts $LATEST back at once, and removes the
 * versions when `use` has ended, however it ends. The power-tuning state machine also makes aliases
 * (`RAM128`): its steps find each other's versions by them. Here nobody has to, and an alias of that
 * name may be the person's.
 * @param signal between two steps, stops
 * @throws BrumeError ERR_AWS also when somebody else changes the function meanwhile
 */
export async function withSizedVersions<T>(
  call: Call,
  options: { name: string; sizes: readonly number[]; signal: AbortSignal },
  use: (versions: readonly SizedVersion[]) => Promise<T>,
): Promise<T> {
  const versions: SizedVersion[] = [];
  const { name, sizes, signal } = options;
  try {
    const before = await settled(call, name);
    let current = before;
    try {
      for (const memoryMb of sizes) {
        signal.throwIfAborted();
        await resize(call, name, memoryMb, current.RevisionId);
        current = await settled(call, name);
        versions.push(await publish(call, name, current));
      }
    } finally {
      await putBack(call, name, { from: current, to: before });
    }
    return await use(versions);
  } finally {
    for (const each of versions) if (each.isNew) await remove(call, name, each.version);
  }
}

/** What cannot be removed is named; the outcome of the measurement matters more. */
async function remove(call: Call, name: string, version: string): Promise<void> {
  const path = `${pathOf(name)}?Qualifier=${version}`;
  await request(call, path, { method: 'DELETE' }).catch((error: unknown) =>
    call.output.note(
      `Version ${version} of ${name} is left behind (${error instanceof Error ? error.message : String(error)}). Remove it: aws lambda delete-function --function-name ${name} --qualifier ${version}`,
    ),
  );
}

/** A change by somebody else in between is theirs and stays. */
async function putBack(
  call: Call,
  name: string,
  { from, to }: { from: Configuration; to: Configuration },
): Promise<void> {
  const now = await settled(call, name);
  if (now.MemorySize !== to.MemorySize && now.RevisionId === from.RevisionId)
    await resize(call, name, to.MemorySize, now.RevisionId);
}

/** $LATEST once no update of it is under way; until then AWS gives it further revision ids. */
async function settled(call: Call, name: string): Promise<Configuration> {
  for (;;) {
    const response = await request(call, `${pathOf(name)}/configuration`, { method: 'GET' });
    const configuration = (await response.json()) as Configuration;
    const { LastUpdateStatus: update, State: state } = configuration;
    if (update !== 'InProgress' && state !== 'Pending') return configuration;
    await delay(20);
  }
}

async function resize(call: Call, name: string, memoryMb: number, revision: string): Promise<void> {
  await request(call, `${pathOf(name)}/configuration`, {
    method: 'PUT',
    body: JSON.stringify({ MemorySize: memoryMb, RevisionId: revision }),
  });
}

async function publish(call: Call, name: string, latest: Configuration): Promise<SizedVersion> {
  const Description = `brume tune, ${latest.MemorySize} MB: removed when it ends`;
  const response = await request(call, `${pathOf(name)}/versions`, {
    method: 'POST',
    body: JSON.stringify({ RevisionId: latest.RevisionId, Description }),
  });
  const published = (await response.json()) as Configuration;
  return {
    memoryMb: latest.MemorySize,
    version: published.Version,
    architecture: published.Architectures[0] ?? 'x86_64',
    isNew: published.Description === Description,
  };
}

function pathOf(name: string): string {
  return `/2015-03-31/functions/${encodeURIComponent(name)}`;
}
