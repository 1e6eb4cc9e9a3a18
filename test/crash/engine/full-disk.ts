/** Writes until nothing more fits, then on: `ulimit -f 2000; node test/crash/engine/full-disk.ts <stateDir>`. Prints what happened as JSON. */
import { encodeKey } from '../../../src/engine/key.ts';
import { openEngine } from '../../../src/engine/open.ts';
import { createClock } from '../../../src/platform/clock.ts';
import { createIds } from '../../../src/platform/ids.ts';
import { createLogger } from '../../../src/platform/logger.ts';

const stateDir = process.argv[2];
if (stateDir === undefined) throw new Error('Name a state directory, and bound the size of files.');
const clock = createClock();
const engine = await openEngine({
  stateDir,
  clock,
  ids: createIds(),
  log: createLogger({ sink: console.error, now: clock.now }),
});
const outcome = {
  acknowledged: 0,
  lost: 0,
  refused: 0,
  refusedButThere: 0,
  codes: [] as unknown[],
};
for (let n = 0; outcome.refused < 5; n++) {
  const ref = { part: 'full/disk', key: encodeKey([n]) };
  const write = engine.kv.transact([ref], (tx) => tx.put(ref, Buffer.alloc(20_000, 'x')));
  const error = await write.then(
    () => undefined,
    (reason: { code?: string }) => reason,
  );
  const isThere = (await engine.kv.get(ref)) !== undefined;
  if (error) {
    outcome.refused++;
    outcome.codes.push(error.code);
    if (isThere) outcome.refusedButThere++;
  } else {
    outcome.acknowledged++;
    if (!isThere) outcome.lost++;
  }
}
await engine.close();
clock.close();
console.log(JSON.stringify(outcome));
