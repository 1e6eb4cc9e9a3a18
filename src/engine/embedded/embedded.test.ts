import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createIds } from '../../platform/ids.ts';
import { createLogger } from '../../platform/logger.ts';
import { describeEngine } from '../conformance.ts';
import { openEngine } from '../open.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'brume-engine-'));
});
afterAll(() => rm(parent, { recursive: true }));

describeEngine('embedded', async (clock) =>
  openEngine({
    stateDir: await mkdtemp(join(parent, 'state-')),
    clock,
    ids: createIds(),
    log: createLogger({ sink: () => {}, now: clock.now }),
  }),
);
