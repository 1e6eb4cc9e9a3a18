import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodeKey } from '../../src/engine/key.ts';
import { openEngine } from '../../src/engine/open.ts';
import { createClock } from '../../src/platform/clock.ts';
import { createIds } from '../../src/platform/ids.ts';
import { createLogger } from '../../src/platform/logger.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

describe('the embedded engine', () => {
  it('loses nothing that it acknowledged, killed under load', { timeout: 60_000 }, async () => {
    const { stdout } = await run(process.execPath, [join(here, 'engine.ts'), '5']);
    expect(stdout).toMatch(/^5 kills: .* 0 lost or half$/m);
  });

  // A file of rows that may not grow stands for a full disk; Windows has no such limit.
  it.skipIf(process.platform === 'win32')(
    'refuses writes on a full disk, and keeps the others',
    async () => {
      const stateDir = await mkdtemp(join(tmpdir(), 'brume-full-'));
      const script = 'ulimit -f 2000; trap "" XFSZ; exec "$@"';
      const { stdout } = await run('bash', [
        '-c',
        script,
        '-',
        process.execPath,
        join(here, 'engine/full-disk.ts'),
        stateDir,
      ]);
      const outcome = JSON.parse(stdout) as { acknowledged: number };
      expect(outcome).toMatchObject({
        lost: 0,
        refused: 5,
        refusedButThere: 0,
        codes: Array(5).fill('ERR_STATE_WRITE'),
      });
      expect(outcome.acknowledged).toBeGreaterThan(20);

      const clock = createClock({ frozen: true });
      const log = createLogger({ sink: () => {}, now: clock.now });
      const engine = await openEngine({ stateDir, clock, ids: createIds(), log });
      expect(await engine.kv.scan({ part: 'full/disk' })).toHaveLength(outcome.acknowledged);
      const ref = { part: 'full/disk', key: encodeKey([-1]) };
      await engine.kv.transact([ref], (tx) => tx.put(ref, Buffer.alloc(20_000)));
      await engine.close();
      await rm(stateDir, { recursive: true });
    },
  );
});
