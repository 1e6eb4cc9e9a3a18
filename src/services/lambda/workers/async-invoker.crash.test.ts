import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createStack } from '../../../stack/create-stack.ts';
import { createInbox } from '../fixtures/inbox.ts';
import { zip } from '../fixtures/stack.ts';

const CHILD = fileURLToPath(new URL('../fixtures/accept-and-die.ts', import.meta.url));

test('after kill -9 every accepted event still runs', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'brume-crash-'));
  const stateDir = join(dir, 'state');
  // Held: no event can finish before the kill, so each must be run again by the next process.
  const before = await createInbox({ hold: true });
  const after = await createInbox();
  const reports = (inbox: typeof before): Promise<Buffer> =>
    zip({ 'index.js': inbox.reporting('context.awsRequestId') });
  const zipFile = join(dir, 'function.zip');
  await writeFile(zipFile, await reports(before));

  const child = spawn(process.execPath, [CHILD, stateDir, zipFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const accepted: string[] = [];
  const enough = Promise.withResolvers<void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    accepted.push(line);
    if (accepted.length === 12) enough.resolve();
  });
  await enough.promise;
  await before.next(); // at least one was running
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;

  {
    await using stack = await createStack({ stateDir });
    const { Lambda } = await import('@aws-sdk/client-lambda');
    const lambda = stack.client(Lambda);
    await lambda.updateFunctionCode({ FunctionName: 'f', ZipFile: await reports(after) });
    await stack.clock.advance(60_000); // the leases of the dead process end
    const run = new Set<unknown>();
    while (!accepted.every((id) => run.has(id))) run.add(await after.next());
    expect([...run]).toEqual(expect.arrayContaining(accepted));
    lambda.destroy();
  }
  await rm(dir, { recursive: true, force: true });
}, 60_000);
