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
  // Held: no event can finish before the kill, so each must be run by the next process.
  const inbox = await createInbox({ hold: true });
  const zipFile = join(dir, 'function.zip');
  // The endpoint tells which of the two processes a function runs in.
  const source = inbox.reporting('[context.awsRequestId, process.env.AWS_ENDPOINT_URL]');
  await writeFile(zipFile, await zip({ 'index.js': source }));

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
  await inbox.next(); // at least one was running
  const gone = once(child, 'close');
  child.kill('SIGKILL');
  await gone;

  inbox.release();
  {
    await using stack = await createStack({ stateDir });
    await stack.clock.advance(60_000); // the leases of the dead process end
    const waiting = new Set(accepted);
    while (waiting.size > 0) {
      const [requestId, endpoint] = (await inbox.next()) as [string, string];
      if (endpoint === stack.endpoint) waiting.delete(requestId);
    }
    expect(waiting.size).toBe(0);
  }
  await rm(dir, { recursive: true, force: true });
}, 60_000);
